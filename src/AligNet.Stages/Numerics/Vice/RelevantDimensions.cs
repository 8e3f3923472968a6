using MathNet.Numerics;

namespace AligNet.Numerics.Vice;

/// <summary>Which latent dimensions of a VICE posterior carry information: those whose entries are surely above 0 for more than k objects.</summary>
/// <remarks>Source: METHOD section 1; VICE (NeurIPS 2022), section on dimensionality reduction.</remarks>
public static class RelevantDimensions
{
    /// <summary>P(entry ≤ 0) = Φ(−loc / scale) of Normal(loc, scale).</summary>
    public static double PValue(double loc, double scale) => 0.5 * SpecialFunctions.Erfc(loc / (scale * Math.Sqrt(2)));

    /// <summary>Counts, per dimension, the objects whose null hypothesis (entry ≤ 0) is rejected.</summary>
    /// <param name="loc">Means, objects × dims.</param>
    /// <param name="logScale">Log standard deviations, objects × dims.</param>
    /// <param name="dims">Number of dimensions.</param>
    /// <param name="falseDiscoveryRate">α of the Benjamini–Hochberg procedure, applied per dimension over objects.</param>
    /// <returns>One count per dimension.</returns>
    public static int[] Importance(ReadOnlySpan<float> loc, ReadOnlySpan<float> logScale, int dims, double falseDiscoveryRate)
    {
        CheckShape(loc.Length, logScale.Length, dims);
        int objects = loc.Length / dims;
        double[] pValues = new double[objects];
        int[] importance = new int[dims];
        for (int dim = 0; dim < dims; dim++)
        {
            for (int row = 0; row < objects; row++)
            {
                int at = (row * dims) + dim;
                pValues[row] = PValue(loc[at], Math.Exp(logScale[at]));
            }

            importance[dim] = FalseDiscovery.Count(pValues, falseDiscoveryRate);
        }

        return importance;
    }

    /// <summary>The dimensions whose importance is above <paramref name="threshold"/>, by descending L1 norm of loc (ties: lower index first).</summary>
    /// <param name="loc">Means, objects × dims.</param>
    /// <param name="importance">Rejections per dimension.</param>
    /// <param name="threshold">k: a dimension stays when strictly more objects are rejected.</param>
    public static int[] Ordered(ReadOnlySpan<float> loc, ReadOnlySpan<int> importance, int threshold)
    {
        CheckShape(loc.Length, loc.Length, importance.Length);
        double[] norms = new double[importance.Length];
        for (int at = 0; at < loc.Length; at++)
        {
            norms[at % norms.Length] += Math.Abs((double)loc[at]);
        }

        int[] counts = importance.ToArray();
        return [.. Enumerable.Range(0, counts.Length).Where(dim => counts[dim] > threshold).OrderByDescending(dim => norms[dim]).ThenBy(dim => dim)];
    }

    private static void CheckShape(int locs, int logScales, int dims)
    {
        if (dims < 1 || locs % dims != 0 || logScales != locs)
        {
            throw new ArgumentException($"{locs} means and {logScales} log-scales are not two matrices with {dims} columns.");
        }
    }
}
