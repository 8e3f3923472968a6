using System.Numerics.Tensors;

namespace AligNet.Numerics.Metrics;

/// <summary>A point or direction in the space of a classifier's weights and intercepts.</summary>
/// <remarks>With fewer examples than columns, weights are combinations of the centred examples, W = Aᵀ·X: the coordinates are A and the dual
/// values A's product with the Gram matrix X·Xᵀ, so that the inner product of two weight matrices needs neither. Otherwise the coordinates
/// are the weights, and the dual values the same array.</remarks>
internal sealed class LogisticVector
{
    public LogisticVector(int rows, int classes, bool dual)
    {
        Coordinates = new double[checked(rows * classes)];
        Dual = dual ? new double[Coordinates.Length] : Coordinates;
        Intercepts = new double[classes];
    }

    /// <summary>Rows × classes.</summary>
    public double[] Coordinates { get; }

    /// <summary>Rows × classes.</summary>
    public double[] Dual { get; }

    /// <summary>One a class, in units of the intercept scale.</summary>
    public double[] Intercepts { get; }

    /// <summary>Inner product of the weights alone.</summary>
    public double WeightsInner(LogisticVector other) => TensorPrimitives.Dot<double>(Coordinates, other.Dual);

    /// <summary>Inner product of weights and intercepts.</summary>
    public double Inner(LogisticVector other) => WeightsInner(other) + TensorPrimitives.Dot<double>(Intercepts, other.Intercepts);

    /// <summary>this += factor · other.</summary>
    public void Add(LogisticVector other, double factor)
    {
        TensorPrimitives.MultiplyAdd(other.Coordinates, factor, Coordinates, Coordinates);
        TensorPrimitives.MultiplyAdd(other.Intercepts, factor, Intercepts, Intercepts);
        if (!ReferenceEquals(Coordinates, Dual))
        {
            TensorPrimitives.MultiplyAdd(other.Dual, factor, Dual, Dual);
        }
    }

    /// <summary>this = factor · other.</summary>
    public void Set(LogisticVector other, double factor)
    {
        TensorPrimitives.Multiply(other.Coordinates, factor, Coordinates);
        TensorPrimitives.Multiply(other.Intercepts, factor, Intercepts);
        if (!ReferenceEquals(Coordinates, Dual))
        {
            TensorPrimitives.Multiply(other.Dual, factor, Dual);
        }
    }
}
