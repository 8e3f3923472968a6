namespace AligNet.Numerics.Alignment;

/// <summary>Softmax over the three pair similarities of a triplet, with the largest subtracted first so that no size of similarity overflows.</summary>
public static class TripletSoftmax
{
    /// <summary>ln softmax(s / temperature).</summary>
    /// <param name="similarities">3 values, pairs ij, ik, jk.</param>
    /// <param name="temperature">Unitless, above 0; divides the similarities.</param>
    /// <param name="logProbabilities">Receives 3 values, nats; may be the same memory.</param>
    public static void Log(ReadOnlySpan<double> similarities, double temperature, Span<double> logProbabilities)
    {
        if (similarities.Length != 3 || logProbabilities.Length != 3)
        {
            throw new ArgumentException($"Expected 3 similarities and room for 3 results (ij, ik, jk), got {similarities.Length} and {logProbabilities.Length}.");
        }

        if (!(temperature > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be above 0.");
        }

        (double ij, double ik, double jk) = (similarities[0] / temperature, similarities[1] / temperature, similarities[2] / temperature);
        double largest = Math.Max(ij, Math.Max(ik, jk));
        double logSum = largest + Math.Log(Math.Exp(ij - largest) + Math.Exp(ik - largest) + Math.Exp(jk - largest));
        (logProbabilities[0], logProbabilities[1], logProbabilities[2]) = (ij - logSum, ik - logSum, jk - logSum);
    }

    /// <summary>softmax(s / temperature); 3 values that sum to 1.</summary>
    /// <param name="similarities">3 values, pairs ij, ik, jk.</param>
    /// <param name="temperature">Unitless, above 0; divides the similarities.</param>
    /// <param name="probabilities">Receives 3 values; may be the same memory.</param>
    public static void Probabilities(ReadOnlySpan<double> similarities, double temperature, Span<double> probabilities)
    {
        Log(similarities, temperature, probabilities);
        foreach (ref double value in probabilities)
        {
            value = Math.Exp(value);
        }
    }
}
