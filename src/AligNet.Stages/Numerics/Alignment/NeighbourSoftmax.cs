namespace AligNet.Numerics.Alignment;

/// <summary>Softmax over the similarities of one row to all others.</summary>
internal static class NeighbourSoftmax
{
    /// <summary>Replaces similarities by ln softmax over all entries but the row's own, which becomes −∞.</summary>
    public static void Log(Span<double> similarities, int self)
    {
        similarities[self] = double.NegativeInfinity;
        double largest = double.NegativeInfinity;
        foreach (double value in similarities)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (double value in similarities)
        {
            sum += Math.Exp(value - largest);
        }

        double logSum = largest + Math.Log(sum);
        foreach (ref double value in similarities)
        {
            value -= logSum;
        }
    }
}
