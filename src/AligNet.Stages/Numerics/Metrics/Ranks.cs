namespace AligNet.Numerics.Metrics;

/// <summary>Ranks with ties averaged, as rank correlations need them.</summary>
public static class Ranks
{
    /// <summary>Rank of each value, 1 for the smallest; equal values share the mean of the ranks they cover.</summary>
    /// <param name="values">Any number of values; none may be NaN.</param>
    /// <param name="ranks">Receives as many ranks.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a value is NaN and so has no rank.</exception>
    /// <remarks>As scipy.stats.rankdata, method "average".</remarks>
    public static void Average(ReadOnlySpan<double> values, Span<double> ranks)
    {
        if (ranks.Length != values.Length)
        {
            throw new ArgumentException($"Expected room for {values.Length} ranks, got {ranks.Length}.", nameof(ranks));
        }

        double[] sorted = values.ToArray();
        int[] places = new int[values.Length];
        for (int index = 0; index < places.Length; index++)
        {
            if (double.IsNaN(sorted[index]))
            {
                throw new ArgumentException($"Value {index} is NaN and has no rank.", nameof(values));
            }

            places[index] = index;
        }

        Array.Sort(sorted, places);
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            // Ranks start + 1 … end are shared.
            double shared = 0.5 * (start + 1 + end);
            for (; start < end; start++)
            {
                ranks[places[start]] = shared;
            }
        }
    }
}
