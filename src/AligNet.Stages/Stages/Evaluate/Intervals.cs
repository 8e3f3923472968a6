using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>95 % percentile bootstrap intervals, or none when the options ask for no resamples.</summary>
internal static class Intervals
{
    private const double Coverage = 0.95;

    /// <summary>The interval of a mean over units.</summary>
    public static (double? Low, double? High) OfMean(double[] values, int resamples, ulong seed)
    {
        if (resamples == 0 || values.Length < 2)
        {
            return (null, null);
        }

        BootstrapInterval interval = Bootstrap.Mean(values, new BootstrapSettings { Samples = resamples, Confidence = Coverage, Seed = seed });
        return (interval.Low, interval.High);
    }

    /// <summary>The interval of a statistic over resampled units.</summary>
    public static (double? Low, double? High) Of(int units, Func<int[], double> statistic, int resamples, ulong seed)
    {
        if (resamples == 0 || units < 2)
        {
            return (null, null);
        }

        BootstrapInterval interval = Bootstrap.Statistic(units, statistic, new BootstrapSettings { Samples = resamples, Confidence = Coverage, Seed = seed });
        return (interval.Low, interval.High);
    }
}
