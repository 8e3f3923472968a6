using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>The directions in which representations vary most.</summary>
public sealed class PrincipalComponents
{
    private readonly double[] _means;
    private readonly double[] _components;

    internal PrincipalComponents(double[] means, double[] components, double[] explainedVariance, double[] explainedVarianceRatio) =>
        (_means, _components, ExplainedVariance, ExplainedVarianceRatio) = (means, components, explainedVariance, explainedVarianceRatio);

    /// <summary>Width of a representation.</summary>
    public int Dim => _means.Length;

    /// <summary>Number of components kept.</summary>
    public int Count => _components.Length / Dim;

    /// <summary>Mean representation, length dim.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>Count × dim, row-major: unit vectors, largest variance first; a component without variance is a row of zeros.</summary>
    public ReadOnlySpan<double> Components => _components;

    /// <summary>Variance (n − 1 in the denominator) along every component, kept or not; min(n, dim) values, descending.</summary>
    public double[] ExplainedVariance { get; }

    /// <summary>The same as shares of the total variance, which sum to 1.</summary>
    public double[] ExplainedVarianceRatio { get; }

    /// <summary>Coordinates of representations along the kept components: rows × count, row-major.</summary>
    /// <exception cref="ArgumentException">The rows have another width.</exception>
    public double[] Scores(Representations rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Count == 0)
        {
            return [];
        }

        // A linear map with an offset, as a classifier's scores are.
        double[] offsets = new double[Count];
        for (int index = 0; index < Count; index++)
        {
            for (int column = 0; column < Dim; column++)
            {
                offsets[index] -= _components[(index * Dim) + column] * _means[column];
            }
        }

        return new LinearClassifier(_components, offsets).Scores(rows);
    }
}
