using AligNet.Numerics.Statistics;
using MathNet.Numerics.Distributions;

namespace AligNet.Numerics.Metrics;

/// <summary>Intervals from units (triplets, images, participants) resampled with replacement.</summary>
/// <remarks>Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 14; METHOD section 8.10. Same seed, same result,
/// on any number of threads. Trials that come in clusters: <see cref="ClusterBootstrap"/>; pairs of objects: <see cref="RsaBootstrap"/>; millions of units
/// with few different values: <see cref="ValueCounts"/>.</remarks>
public static class Bootstrap
{
    // Below, resamples differ by rounding alone, and have no tail.
    private const double Rounding = 1e-9;

    // A p-value is never 0.
    private const double Smallest = 1e-300;

    /// <summary>Interval of the mean over units.</summary>
    /// <param name="units">At least one value, such as 1 or 0 for each triplet.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <exception cref="ArgumentException">There is no unit, or the settings are out of range.</exception>
    public static BootstrapInterval Mean(ReadOnlySpan<double> units, BootstrapSettings settings)
    {
        Check(units.Length, settings);
        double[] values = units.ToArray();
        double[] means = new double[settings.Samples];
        Parallel.For(0, means.Length, sample =>
        {
            var generator = new Pcg32(settings.Seed, (ulong)sample);
            double sum = 0;
            for (int draw = 0; draw < values.Length; draw++)
            {
                sum += values[generator.NextInt(values.Length)];
            }

            means[sample] = sum / values.Length;
        });

        double total = 0;
        foreach (double value in values)
        {
            total += value;
        }

        return IntervalEnds.Of(total / values.Length, means, values.Length, settings, () => IntervalEnds.Acceleration(LeaveOneOut(values, total)));
    }

    /// <summary>Interval of mean(after) − mean(before), the units measured both times; units are resampled in pairs.</summary>
    /// <param name="before">At least one value.</param>
    /// <param name="after">The same units' other values.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are empty, or the settings are out of range.</exception>
    public static BootstrapInterval PairedDifference(ReadOnlySpan<double> before, ReadOnlySpan<double> after, BootstrapSettings settings) =>
        Mean(Differences(before, after), settings);

    /// <summary>Interval of any statistic of resampled units.</summary>
    /// <param name="units">Number of units, 1 or more.</param>
    /// <param name="statistic">Takes unit indices (first the units in order, then resamples with repeats); called from several threads at
    /// once, and must neither keep nor change the array.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <returns>The interval; its ends are NaN when the statistic of some resample is.</returns>
    /// <remarks>For BCa the statistic is also asked for the units without one, or, of more than 250 units, without each of 250 groups of them.</remarks>
    /// <exception cref="ArgumentException">There is no unit, or the settings are out of range.</exception>
    public static BootstrapInterval Statistic(int units, Func<int[], double> statistic, BootstrapSettings settings) =>
        StatisticWithResamples(units, statistic, settings).Interval;

    /// <summary>As <see cref="Statistic"/>, with the statistic of every resample. Resample i draws the same units whatever the statistic, so the values of two
    /// statistics of the same units under one seed are pairs.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Statistic"/>.</exception>
    public static (BootstrapInterval Interval, double[] Values) StatisticWithResamples(int units, Func<int[], double> statistic, BootstrapSettings settings)
    {
        double[] values = Resamples(units, statistic, settings);
        double[] sorted = [.. values];
        return (IntervalEnds.Of(statistic([.. Enumerable.Range(0, units)]), sorted, units, settings, () => IntervalEnds.Acceleration(Jackknife(units, statistic))), values);
    }

    /// <summary>A statistic's values over resamples, and what they say of a difference: its interval, and how often it lies on the other side of 0.</summary>
    /// <param name="units">As for <see cref="Statistic"/>.</param>
    /// <param name="difference">As for <see cref="Statistic"/>: a difference of two measures of the same units.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <returns>The interval, and the two-sided p-value 2·(smaller number of resamples at or beyond 0 + 1)/(resamples + 1), at most 1; where no resample is beyond 0,
    /// that of a normal distribution with the resamples' mean and deviation if it is smaller, so that the p-value is not bounded by their number.</returns>
    /// <exception cref="ArgumentException">There is no unit, or the settings are out of range.</exception>
    public static (BootstrapInterval Interval, double PValue) Difference(int units, Func<int[], double> difference, BootstrapSettings settings)
    {
        double[] values = Resamples(units, difference, settings);
        double probability = PValue(values);
        return (IntervalEnds.Of(difference([.. Enumerable.Range(0, units)]), values, units, settings, () => IntervalEnds.Acceleration(Jackknife(units, difference))), probability);
    }

    /// <summary>Two-sided p-value of resampled differences against 0, as <see cref="Difference"/> says.</summary>
    internal static double PValue(double[] differences)
    {
        if (differences.Any(double.IsNaN))
        {
            return double.NaN;
        }

        int fewer = Math.Min(differences.Count(value => value <= 0), differences.Count(value => value >= 0));
        double counted = Math.Min(1, 2.0 * (fewer + 1) / (differences.Length + 1));
        double mean = differences.Average();
        double deviation = Math.Sqrt(differences.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, differences.Length - 1));
        return fewer == 0 && deviation > Rounding * Math.Abs(mean) ? Math.Min(counted, Math.Max(Smallest, 2 * Normal.CDF(0, 1, -Math.Abs(mean) / deviation))) : counted;
    }

    private static double[] Resamples(int units, Func<int[], double> statistic, BootstrapSettings settings)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        Check(units, settings);
        double[] values = new double[settings.Samples];
        Parallel.For(0, values.Length, () => new int[units], (sample, _, drawn) =>
        {
            var generator = new Pcg32(settings.Seed, (ulong)sample);
            for (int draw = 0; draw < drawn.Length; draw++)
            {
                drawn[draw] = generator.NextInt(units);
            }

            values[sample] = statistic(drawn);
            return drawn;
        }, _ => { });
        return values;
    }

    internal static double[] Differences(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        if (before.Length != after.Length)
        {
            throw new ArgumentException($"Expected the same units before and after, got {before.Length} and {after.Length}.", nameof(after));
        }

        double[] differences = new double[before.Length];
        for (int unit = 0; unit < differences.Length; unit++)
        {
            differences[unit] = after[unit] - before[unit];
        }

        return differences;
    }

    private static double[] LeaveOneOut(double[] values, double total) => [.. values.Select(value => (total - value) / (values.Length - 1))];

    private static double[] Jackknife(int units, Func<int[], double> statistic)
    {
        if (units < 2)
        {
            return [0];
        }

        double[] values = new double[Math.Min(units, IntervalEnds.MostJackknifeGroups)];
        Parallel.For(0, values.Length, left => values[left] = statistic([.. Enumerable.Range(0, units).Where(unit => unit % values.Length != left)]));
        return values;
    }

    internal static void Check(int units, BootstrapSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        if (settings.Samples < 1 || !(settings.Confidence > 0 && settings.Confidence < 1))
        {
            throw new ArgumentException($"Expected at least one resample and a confidence between 0 and 1, got {settings}.", nameof(settings));
        }
    }
}
