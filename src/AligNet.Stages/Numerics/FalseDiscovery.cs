namespace AligNet.Numerics;

/// <summary>The Benjamini–Hochberg procedure: which of m hypotheses to reject so that the expected share of false rejections stays below α.</summary>
/// <remarks>Source: Benjamini and Hochberg (1995), in the arithmetic of statsmodels' <c>fdr_bh</c>: p is compared with (i / m)·α in this order,
/// which decides p-values that lie exactly on the line.</remarks>
public static class FalseDiscovery
{
    /// <summary>Marks rejected hypotheses.</summary>
    /// <param name="pValues">m p-values in [0, 1], in any order.</param>
    /// <param name="alpha">The rate, in (0, 1).</param>
    /// <param name="rejected">Receives m flags, in the order of the p-values.</param>
    /// <returns>The number of rejections.</returns>
    public static int Reject(ReadOnlySpan<double> pValues, double alpha, Span<bool> rejected)
    {
        CheckLength(pValues.Length, rejected.Length);
        int[] order = Ascending(pValues, out double[] sorted);
        int rejections = Rejections(sorted, alpha);
        rejected.Clear();
        for (int rank = 0; rank < rejections; rank++)
        {
            rejected[order[rank]] = true;
        }

        return rejections;
    }

    /// <summary>The number of rejections alone; sorts <paramref name="pValues"/> in place.</summary>
    public static int Count(Span<double> pValues, double alpha)
    {
        pValues.Sort();
        return Rejections(pValues, alpha);
    }

    /// <summary>Adjusted p-values: the smallest α at which each hypothesis is rejected, at most 1.</summary>
    /// <param name="pValues">m p-values in any order.</param>
    /// <param name="adjusted">Receives m values in the same order.</param>
    public static void Adjust(ReadOnlySpan<double> pValues, Span<double> adjusted)
    {
        CheckLength(pValues.Length, adjusted.Length);
        int[] order = Ascending(pValues, out double[] sorted);
        double smallest = 1;
        for (int rank = sorted.Length - 1; rank >= 0; rank--)
        {
            smallest = Math.Min(smallest, sorted[rank] / ((rank + 1) / (double)sorted.Length));
            adjusted[order[rank]] = smallest;
        }
    }

    private static int Rejections(ReadOnlySpan<double> sorted, double alpha)
    {
        int rank = sorted.Length;
        while (rank > 0 && !(sorted[rank - 1] <= rank / (double)sorted.Length * alpha))
        {
            rank--;
        }

        return rank;
    }

    private static int[] Ascending(ReadOnlySpan<double> values, out double[] sorted)
    {
        sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        return order;
    }

    private static void CheckLength(int expected, int found)
    {
        if (expected != found)
        {
            throw new ArgumentException($"Expected room for {expected} results, got {found}.");
        }
    }
}
