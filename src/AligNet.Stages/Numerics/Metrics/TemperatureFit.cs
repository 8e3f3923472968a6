namespace AligNet.Numerics.Metrics;

/// <summary>The temperature at which a model's triplet probabilities fit human choices best, so that entropies of models whose similarities
/// differ in scale can be compared.</summary>
/// <remarks>Cross-entropy is convex in the inverse temperature; its derivative's root is found by Newton's method kept inside a bracket.
/// Source: C. Guo et al., On Calibration of Modern Neural Networks (2017).</remarks>
public static class TemperatureFit
{
    /// <summary>Temperatures are searched from the similarities' scale divided by this number to the scale times it.</summary>
    public const double Range = 1e4;

    /// <summary>Relative accuracy of the temperature.</summary>
    private const double Accuracy = 1e-10;

    /// <summary>Minimises the mean −ln softmax(similarities / T) of pair 0, the human choice.</summary>
    /// <param name="similarities">At least one triplet × 3 finite values, order ij, ik, jk, not all equal within every triplet.</param>
    /// <exception cref="ArgumentException">There is no triplet, a value is not finite, or every triplet's similarities are all equal.</exception>
    public static FittedTemperature Fit(ReadOnlySpan<double> similarities)
    {
        double scale = Scale(similarities);
        double low = 1 / (scale * Range);
        double high = Range / scale;
        if (Derivatives(similarities, low).Slope >= 0)
        {
            return new FittedTemperature(1 / low, Derivatives(similarities, low).Loss, true);
        }

        if (Derivatives(similarities, high).Slope <= 0)
        {
            return new FittedTemperature(1 / high, Derivatives(similarities, high).Loss, true);
        }

        double inverse = 1 / scale;
        while (true)
        {
            (double loss, double slope, double curvature) = Derivatives(similarities, inverse);
            (low, high) = slope < 0 ? (inverse, high) : (low, inverse);
            double next = inverse - (slope / curvature);
            if (!(next > low && next < high))
            {
                next = Math.Sqrt(low * high);
            }

            if (slope == 0 || high - low <= Accuracy * low || Math.Abs(next - inverse) <= Accuracy * inverse)
            {
                return new FittedTemperature(1 / inverse, loss, false);
            }

            inverse = next;
        }
    }

    /// <summary>Mean −ln softmax(similarities / temperature) of pair 0, in nats.</summary>
    /// <param name="similarities">At least one triplet × 3 finite values.</param>
    /// <param name="temperature">Above 0.</param>
    /// <exception cref="ArgumentException">There is no triplet, a value is not finite, or the temperature is not above 0.</exception>
    public static double CrossEntropy(ReadOnlySpan<double> similarities, double temperature)
    {
        Check(similarities);
        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be above 0.");
        }

        return Derivatives(similarities, 1 / temperature).Loss;
    }

    /// <summary>Mean loss and its first two derivatives by the inverse temperature: loss' = E[s] − s₀, loss'' = Var[s] under the model.</summary>
    private static (double Loss, double Slope, double Curvature) Derivatives(ReadOnlySpan<double> similarities, double inverse)
    {
        double loss = 0;
        double slope = 0;
        double curvature = 0;
        for (int start = 0; start < similarities.Length; start += OddOneOut.Pairs)
        {
            // Relative to the human choice, so that its own logit is 0.
            double ik = similarities[start + 1] - similarities[start];
            double jk = similarities[start + 2] - similarities[start];
            double largest = Math.Max(0, Math.Max(ik, jk));
            double p0 = Math.Exp(-largest * inverse);
            double p1 = Math.Exp((ik - largest) * inverse);
            double p2 = Math.Exp((jk - largest) * inverse);
            double sum = p0 + p1 + p2;
            double mean = ((p1 * ik) + (p2 * jk)) / sum;
            loss += Math.Log(sum) + (largest * inverse);
            slope += mean;
            curvature += (((p1 * ik * ik) + (p2 * jk * jk)) / sum) - (mean * mean);
        }

        int triplets = similarities.Length / OddOneOut.Pairs;
        return (loss / triplets, slope / triplets, curvature / triplets);
    }

    /// <summary>Root mean square difference of a similarity from the first of its triplet.</summary>
    private static double Scale(ReadOnlySpan<double> similarities)
    {
        Check(similarities);
        double largest = 0;
        for (int index = 0; index < similarities.Length; index++)
        {
            largest = Math.Max(largest, Math.Abs(similarities[index] - similarities[index - (index % OddOneOut.Pairs)]));
        }

        if (largest == 0)
        {
            throw new ArgumentException("The similarities of every triplet are all equal: every temperature gives the same probabilities.", nameof(similarities));
        }

        double square = 0;
        for (int index = 0; index < similarities.Length; index++)
        {
            double share = (similarities[index] - similarities[index - (index % OddOneOut.Pairs)]) / largest;
            square += share * share;
        }

        return largest * Math.Sqrt(square / similarities.Length);
    }

    private static void Check(ReadOnlySpan<double> similarities)
    {
        if (similarities.IsEmpty || similarities.Length % OddOneOut.Pairs != 0)
        {
            throw new ArgumentException($"{similarities.Length} similarities are not those of one triplet or more (ij, ik, jk).", nameof(similarities));
        }

        for (int index = 0; index < similarities.Length; index++)
        {
            if (!double.IsFinite(similarities[index]))
            {
                throw new ArgumentException($"A similarity of triplet {index / OddOneOut.Pairs} is not finite.", nameof(similarities));
            }
        }
    }
}
