namespace AligNet.Numerics.Vice;

/// <summary>Start values of a VICE fit.</summary>
/// <remarks>Source: METHOD section 1: loc ~ N(0, 2 / dims), log-scale the constant −1 / std(loc).</remarks>
public static class ViceInitialisation
{
    /// <summary>Standard deviation √(2 / dims) of the initial loc.</summary>
    public static double LocScale(int dims)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dims, 1);
        return Math.Sqrt(2.0 / dims);
    }

    /// <summary>The constant −1 / std of the initial log-scale; the standard deviation is over all entries, unbiased (n − 1).</summary>
    /// <param name="loc">All initial means, at least two different ones.</param>
    public static double LogScale(ReadOnlySpan<float> loc)
    {
        double mean = 0;
        foreach (float value in loc)
        {
            mean += value;
        }

        mean /= loc.Length;
        double squares = 0;
        foreach (float value in loc)
        {
            squares += (value - mean) * (value - mean);
        }

        if (!(squares > 0))
        {
            throw new ArgumentException("The initial means do not differ, so their standard deviation is 0.", nameof(loc));
        }

        return -1 / Math.Sqrt(squares / (loc.Length - 1));
    }
}
