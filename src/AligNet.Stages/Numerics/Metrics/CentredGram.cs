using System.Numerics.Tensors;
using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>Inner products of a model's representations of n images, computed once, so that linear CKA of any subset of the images costs only their pairs.</summary>
/// <remarks>Source: S. Kornblith et al., Similarity of neural network representations revisited (2019), equation 3 with linear kernels, which is <see
/// cref="GeometrySimilarity.LinearCka(Representations, Representations)"/>.</remarks>
public sealed class CentredGram
{
    private readonly double[] _products;
    private readonly int _count;

    /// <summary>Computes the inner products.</summary>
    /// <param name="rows">n representations.</param>
    public CentredGram(Representations rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _count = rows.Rows;
        _products = new CentredRows(rows).Gram();
    }

    /// <summary>Inner products of some images about their own mean, m × m, row-major.</summary>
    /// <param name="images">m different images.</param>
    public double[] Of(ReadOnlySpan<int> images)
    {
        int count = images.Length;
        double[] products = new double[count * count];
        double[] means = new double[count];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> all = _products.AsSpan(images[row] * _count, _count);
            Span<double> own = products.AsSpan(row * count, count);
            for (int column = 0; column < count; column++)
            {
                own[column] = all[images[column]];
            }

            means[row] = TensorPrimitives.Sum<double>(own) / count;
        }

        double mean = TensorPrimitives.Sum<double>(means) / count;
        for (int row = 0; row < count; row++)
        {
            Span<double> own = products.AsSpan(row * count, count);
            TensorPrimitives.Subtract(own, means, own);
            TensorPrimitives.Subtract(own, means[row] - mean, own);
        }

        return products;
    }

    /// <summary>Linear CKA of two models, in [0, 1]; NaN when one is constant.</summary>
    /// <param name="first">What <see cref="Of"/> gives for one model.</param>
    /// <param name="second">The same images of another model.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double LinearCka(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double own = TensorPrimitives.SumOfSquares(first) * TensorPrimitives.SumOfSquares(second);
        return own > 0 ? TensorPrimitives.Dot(first, second) / Math.Sqrt(own) : double.NaN;
    }
}
