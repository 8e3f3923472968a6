using MathNet.Numerics.Distributions;

namespace AligNet.Numerics.Statistics;

/// <summary>Student's t for a few repetitions, such as seeds: too few to resample.</summary>
/// <remarks>Source: Student, The probable error of a mean (1908).</remarks>
public static class StudentInterval
{
    /// <summary>Mean, ends of its interval, and the two-sided p-value of a mean of 0.</summary>
    /// <param name="values">Two or more, all finite.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentException">There are fewer than two values, or the confidence is out of range.</exception>
    public static (double Mean, double Low, double High, double PValue) Of(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, 2);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Expected a confidence between 0 and 1.");
        }

        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        int degrees = values.Length - 1;
        double error = Math.Sqrt(squares / degrees / values.Length);
        double reach = error * StudentT.InvCDF(0, 1, degrees, 0.5 + (0.5 * confidence));
        double p = error > 0 ? 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(mean) / error) : mean == 0 ? 1 : 0;
        return (mean, mean - reach, mean + reach, p);
    }
}
