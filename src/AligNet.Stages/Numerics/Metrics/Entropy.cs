namespace AligNet.Numerics.Metrics;

/// <summary>Shannon entropy, in nats.</summary>
public static class Entropy
{
    /// <summary>−Σ p·ln p with 0·ln 0 = 0.</summary>
    /// <param name="probabilities">Zero or more each, summing to 1.</param>
    public static double Of(ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        foreach (double probability in probabilities)
        {
            // Also lets NaN through, so that it shows.
            sum -= probability == 0 ? 0 : probability * Math.Log(probability);
        }

        return sum;
    }

    /// <summary>The entropy of each row of a matrix.</summary>
    /// <param name="probabilities">Rows × <paramref name="width"/>, row-major; each row sums to 1.</param>
    /// <param name="width">Outcomes a row; 3 for the pairs of a triplet.</param>
    /// <param name="entropies">Receives one value a row, between 0 and ln <paramref name="width"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void OfRows(ReadOnlySpan<double> probabilities, int width, Span<double> entropies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (probabilities.Length != (long)entropies.Length * width)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not {entropies.Length} rows of {width}.", nameof(probabilities));
        }

        for (int row = 0; row < entropies.Length; row++)
        {
            entropies[row] = Of(probabilities.Slice(row * width, width));
        }
    }
}
