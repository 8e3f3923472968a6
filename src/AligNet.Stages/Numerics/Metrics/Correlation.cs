namespace AligNet.Numerics.Metrics;

/// <summary>Correlation of two lists of numbers.</summary>
public static class Correlation
{
    /// <summary>Pearson's correlation in [−1, 1]; NaN when a list is constant, holds NaN, or has fewer than two values.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Expected two lists of one length, got {x.Length} and {y.Length} values.", nameof(y));
        }

        double meanX = Mean(x);
        double meanY = Mean(y);
        double squareX = 0;
        double squareY = 0;
        double product = 0;
        for (int index = 0; index < x.Length; index++)
        {
            double offsetX = x[index] - meanX;
            double offsetY = y[index] - meanY;
            squareX += offsetX * offsetX;
            squareY += offsetY * offsetY;
            product += offsetX * offsetY;
        }

        // A constant list may leave rounding of its mean behind instead of exact zeros.
        return IsConstant(x) || IsConstant(y) ? double.NaN : Math.Clamp(product / Math.Sqrt(squareX) / Math.Sqrt(squareY), -1, 1);
    }

    /// <summary>Spearman's rank correlation in [−1, 1], ties sharing their mean rank; NaN when a list is constant, holds NaN, or has
    /// fewer than two values.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <remarks>Pearson's correlation of the ranks, as scipy.stats.spearmanr.</remarks>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Expected two lists of one length, got {x.Length} and {y.Length} values.", nameof(y));
        }

        if (HasNaN(x) || HasNaN(y))
        {
            return double.NaN;
        }

        double[] ranksX = new double[x.Length];
        double[] ranksY = new double[y.Length];
        Ranks.Average(x, ranksX);
        Ranks.Average(y, ranksY);
        return Pearson(ranksX, ranksY);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => values.Length < 2 || !values.ContainsAnyExcept(values[0]);

    private static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
