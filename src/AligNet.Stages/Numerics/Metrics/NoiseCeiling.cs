namespace AligNet.Numerics.Metrics;

/// <summary>How well people agree with each other on triplets that several of them answered.</summary>
/// <remarks>Source: METHOD section 8.3: mean over triplets of the leave-one-out match of a response with the majority of the others.</remarks>
public static class NoiseCeiling
{
    private const int Options = 3;

    /// <summary>Mean over a triplet's responses of the match of that response with the majority of the others, in [0, 1].</summary>
    /// <param name="responses">Two or more odd-one-out positions (0, 1, 2), all to one triplet shown in one order of images.</param>
    /// <param name="ties">What counts when the others have no single majority.</param>
    /// <exception cref="ArgumentException">Fewer than two responses, or one outside 0 to 2.</exception>
    public static double Agreement(ReadOnlySpan<int> responses, CeilingTies ties)
    {
        if (responses.Length < 2)
        {
            throw new ArgumentException($"Expected at least 2 responses, got {responses.Length}.", nameof(responses));
        }

        Span<int> counts = stackalloc int[Options];
        Count(responses, counts);
        double credit = 0;
        for (int response = 0; response < Options; response++)
        {
            int given = counts[response];
            if (given > 0)
            {
                // Holding out any of the equal responses leaves the same others.
                counts[response]--;
                credit += given * Credit(counts, response, ties);
                counts[response]++;
            }
        }

        return credit / responses.Length;
    }

    /// <summary>The ceiling: the mean agreement over triplets.</summary>
    /// <param name="responses">The responses to each triplet; at least one triplet, two responses or more each.</param>
    /// <param name="ties">What counts when the others have no single majority.</param>
    /// <exception cref="ArgumentException">No triplet, or one that <see cref="Agreement"/> refuses.</exception>
    public static double Mean(IReadOnlyList<int[]> responses, CeilingTies ties)
    {
        ArgumentNullException.ThrowIfNull(responses);
        if (responses.Count == 0)
        {
            throw new ArgumentException("Expected the responses to at least one triplet.", nameof(responses));
        }

        double sum = 0;
        foreach (int[] triplet in responses)
        {
            sum += Agreement(triplet, ties);
        }

        return sum / responses.Count;
    }

    /// <summary>The most frequent response; the lowest position when several are.</summary>
    /// <param name="responses">One or more odd-one-out positions (0, 1, 2).</param>
    /// <exception cref="ArgumentException">No response, or one outside 0 to 2.</exception>
    public static int Majority(ReadOnlySpan<int> responses)
    {
        Span<int> counts = stackalloc int[Options];
        Count(responses, counts);
        int majority = 0;
        for (int response = 1; response < Options; response++)
        {
            majority = counts[response] > counts[majority] ? response : majority;
        }

        return majority;
    }

    /// <summary>Shannon entropy of the responses' frequencies, nats, in [0, ln 3].</summary>
    /// <param name="responses">One or more odd-one-out positions (0, 1, 2).</param>
    /// <exception cref="ArgumentException">No response, or one outside 0 to 2.</exception>
    public static double ResponseEntropy(ReadOnlySpan<int> responses)
    {
        Span<int> counts = stackalloc int[Options];
        Count(responses, counts);
        Span<double> shares = stackalloc double[Options];
        for (int response = 0; response < Options; response++)
        {
            shares[response] = (double)counts[response] / responses.Length;
        }

        return Entropy.Of(shares);
    }

    private static double Credit(ReadOnlySpan<int> others, int response, CeilingTies ties)
    {
        int most = Math.Max(others[0], Math.Max(others[1], others[2]));
        int modes = others.Count(most);
        return ties switch
        {
            CeilingTies.Wrong => modes == 1 && others[response] == most ? 1 : 0,
            CeilingTies.First => others.IndexOf(most) == response ? 1 : 0,
            CeilingTies.Fraction => others[response] == most ? 1.0 / modes : 0,
            _ => throw new ArgumentOutOfRangeException(nameof(ties), ties, "Unknown rule for ties."),
        };
    }

    private static void Count(ReadOnlySpan<int> responses, Span<int> counts)
    {
        if (responses.IsEmpty)
        {
            throw new ArgumentException("Expected at least one response.", nameof(responses));
        }

        counts.Clear();
        foreach (int response in responses)
        {
            if ((uint)response >= Options)
            {
                throw new ArgumentException($"Expected odd-one-out positions 0, 1 or 2, found {response}.", nameof(responses));
            }

            counts[response]++;
        }
    }
}
