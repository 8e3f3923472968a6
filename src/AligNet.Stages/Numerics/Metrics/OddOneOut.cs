using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>A model's answers to odd-one-out triplets: the pair of highest similarity leaves the third image out.</summary>
/// <remarks>Source: METHOD section 8.1. Pairs are ordered ij, ik, jk throughout; of a <see cref="Triplet"/>, pair 0 is the human choice.</remarks>
public static class OddOneOut
{
    /// <summary>Pairs of a triplet.</summary>
    public const int Pairs = 3;

    private const int Chunk = 4096;

    /// <summary>The similarities of each triplet's pairs.</summary>
    /// <param name="rows">One representation a row.</param>
    /// <param name="triplets">Row indices.</param>
    /// <param name="measure">What similarity means.</param>
    /// <returns>Triplets × 3 values (ij, ik, jk); NaN where the measure is not defined.</returns>
    /// <exception cref="ArgumentException">A triplet names a row that is not there.</exception>
    public static double[] Similarities(Representations rows, ReadOnlyMemory<Triplet> triplets, SimilarityMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckRows(triplets.Span, rows.Rows);
        double[] similarities = new double[checked(triplets.Length * Pairs)];
        var similarity = new RowSimilarity(rows, measure);
        Parallel.For(0, (triplets.Length + Chunk - 1) / Chunk, chunk =>
        {
            ReadOnlySpan<Triplet> all = triplets.Span;
            for (int index = chunk * Chunk; index < Math.Min((chunk + 1) * Chunk, all.Length); index++)
            {
                Triplet triplet = all[index];
                similarities[Pairs * index] = similarity.Of(triplet.First, triplet.Second);
                similarities[(Pairs * index) + 1] = similarity.Of(triplet.First, triplet.OddOneOut);
                similarities[(Pairs * index) + 2] = similarity.Of(triplet.Second, triplet.OddOneOut);
            }
        });
        return similarities;
    }

    /// <summary>The chosen pair of each triplet: 0, 1, 2, or <see cref="PairChoice.None"/> where the tie rule allows no choice or a
    /// similarity is NaN.</summary>
    /// <param name="similarities">Triplets × 3 similarities (or, for VICE's rule, probabilities), order ij, ik, jk.</param>
    /// <param name="rule">What equal values mean.</param>
    /// <param name="choices">Receives one pair a triplet.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Choices(ReadOnlySpan<double> similarities, TieRule rule, Span<int> choices)
    {
        CheckLengths(similarities.Length, choices.Length);
        for (int index = 0; index < choices.Length; index++)
        {
            choices[index] = Choice(similarities.Slice(Pairs * index, Pairs), rule);
        }
    }

    /// <summary>Whether the model agrees with the human, 1 or 0 for each triplet: the units that a bootstrap resamples.</summary>
    /// <param name="similarities">Triplets × 3 values; pair 0 is the human choice.</param>
    /// <param name="rule">What equal values mean; the method counts ties for the maximum as wrong.</param>
    /// <exception cref="ArgumentException">The count of values is no multiple of 3.</exception>
    public static double[] Correct(ReadOnlySpan<double> similarities, TieRule rule = TieRule.MaximumTieIsWrong)
    {
        double[] correct = new double[similarities.Length / Pairs];
        CheckLengths(similarities.Length, correct.Length);
        for (int index = 0; index < correct.Length; index++)
        {
            correct[index] = Choice(similarities.Slice(Pairs * index, Pairs), rule) == 0 ? 1 : 0;
        }

        return correct;
    }

    /// <summary>Odd-one-out accuracy: the share of triplets on which the model agrees with the human, in [0, 1]; chance is 1/3.</summary>
    /// <param name="similarities">At least one triplet × 3 values; pair 0 is the human choice.</param>
    /// <param name="rule">What equal values mean; the method counts ties for the maximum as wrong.</param>
    /// <exception cref="ArgumentException">No triplet, or the count of values is no multiple of 3.</exception>
    public static double Accuracy(ReadOnlySpan<double> similarities, TieRule rule = TieRule.MaximumTieIsWrong)
    {
        if (similarities.IsEmpty)
        {
            throw new ArgumentException("Expected at least one triplet.", nameof(similarities));
        }

        double sum = 0;
        double[] correct = Correct(similarities, rule);
        foreach (double unit in correct)
        {
            sum += unit;
        }

        return sum / correct.Length;
    }

    /// <summary>The accuracy of representations on human triplets; see the other overload.</summary>
    /// <exception cref="ArgumentException">No triplet, or one that names a row that is not there.</exception>
    public static double Accuracy(
        Representations rows, ReadOnlyMemory<Triplet> triplets, SimilarityMeasure measure, TieRule rule = TieRule.MaximumTieIsWrong) =>
        Accuracy(Similarities(rows, triplets, measure), rule);

    /// <summary>Probability of each pair to be chosen: softmax(similarities / temperature) over a triplet's pairs.</summary>
    /// <param name="similarities">Triplets × 3 values, order ij, ik, jk.</param>
    /// <param name="temperature">Above 0, in units of the similarities. gLocal multiplies by its temperature instead: pass the inverse.</param>
    /// <param name="probabilities">Receives triplets × 3 values; each triplet's sum to 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the temperature is not above 0.</exception>
    public static void Probabilities(ReadOnlySpan<double> similarities, double temperature, Span<double> probabilities)
    {
        CheckLengths(similarities.Length, similarities.Length / Pairs);
        if (probabilities.Length != similarities.Length)
        {
            throw new ArgumentException($"Expected room for {similarities.Length} probabilities, got {probabilities.Length}.", nameof(probabilities));
        }

        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be above 0.");
        }

        for (int start = 0; start < similarities.Length; start += Pairs)
        {
            double largest = Math.Max(similarities[start], Math.Max(similarities[start + 1], similarities[start + 2]));
            double ij = Math.Exp((similarities[start] - largest) / temperature);
            double ik = Math.Exp((similarities[start + 1] - largest) / temperature);
            double jk = Math.Exp((similarities[start + 2] - largest) / temperature);
            double sum = ij + ik + jk;
            (probabilities[start], probabilities[start + 1], probabilities[start + 2]) = (ij / sum, ik / sum, jk / sum);
        }
    }

    private static int Choice(ReadOnlySpan<double> pairs, TieRule rule) =>
        double.IsNaN(pairs[0] + pairs[1] + pairs[2]) ? PairChoice.None : PairChoice.Of(pairs[0], pairs[1], pairs[2], rule);

    private static void CheckLengths(int similarities, int triplets)
    {
        if (similarities != (long)triplets * Pairs)
        {
            throw new ArgumentException($"{similarities} similarities are not those of {triplets} triplets (ij, ik, jk).", nameof(similarities));
        }
    }

    private static void CheckRows(ReadOnlySpan<Triplet> triplets, int rows)
    {
        for (int index = 0; index < triplets.Length; index++)
        {
            Triplet triplet = triplets[index];
            if ((uint)triplet.First >= (uint)rows || (uint)triplet.Second >= (uint)rows || (uint)triplet.OddOneOut >= (uint)rows)
            {
                throw new ArgumentException($"Triplet {index} is {triplet}; there are {rows} rows.", nameof(triplets));
            }
        }
    }
}
