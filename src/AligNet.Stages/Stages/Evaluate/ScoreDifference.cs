using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>The difference between one number of two runs, with a 95 % interval from whatever is known of both.</summary>
/// <param name="Difference">Second − first.</param>
/// <param name="Low">Lower end of the interval, or null.</param>
/// <param name="High">Upper end.</param>
/// <param name="PValue">Two-sided, uncorrected, or null.</param>
/// <param name="Test">How both were found: "paired, sign-flip", "paired resamples", "unpaired resamples", "unpaired, from the two intervals", "the same values",
/// "undefined on some resamples", or "none".</param>
internal sealed record ScoreDifference(double Difference, double? Low, double? High, double? PValue, string Test)
{
    /// <summary>The test of numbers whose values are the same.</summary>
    public const string Same = "the same values";

    private const int Samples = 2000;
    private const int Permutations = 10_000;

    /// <summary>A correlation has no value on a resample that draws one unit alone, or equal ones; few units give such.</summary>
    private const string Undefined = "undefined on some resamples";

    private static BootstrapSettings Settings(ulong seed) => new() { Samples = Samples, Seed = seed };

    /// <summary>Compares two numbers.</summary>
    /// <param name="first">The number that is subtracted.</param>
    /// <param name="second">The number that it is subtracted from.</param>
    /// <param name="samePairs">Whether the units (or resamples) of both are the same, in the same order.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static ScoreDifference Of(StoredMetric first, StoredMetric second, bool samePairs, ulong seed)
    {
        double difference = second.Value - first.Value;
        bool known = first.Values.Length > 1 && second.Values.Length > 1;
        if (samePairs && known && first.Value.Equals(second.Value) && first.Values.AsSpan().SequenceEqual(second.Values))
        {
            // Nothing was measured differently, so there is nothing to test; a p-value of 1 would weigh on the correction of the others.
            return new ScoreDifference(0, 0, 0, null, Same);
        }

        if (samePairs && known && !first.Resampled && !second.Resampled && first.Values.Length == second.Values.Length)
        {
            BootstrapInterval interval = Bootstrap.PairedDifference(first.Values, second.Values, Settings(seed));
            return new ScoreDifference(difference, interval.Low, interval.High, SignFlipTest.PValue(first.Values, second.Values, Permutations, seed), "paired, sign-flip");
        }

        if (samePairs && known && first.Resampled && second.Resampled && first.N == second.N)
        {
            return OfResamples(difference, first.Values, second.Values, "paired resamples");
        }

        if (known)
        {
            // Two streams, so that resamples of the first and of the second are independent.
            return OfResamples(difference, Resamples(first, seed), Resamples(second, seed + 1), "unpaired resamples");
        }

        if (first is { Low: { } low1, High: { } high1 } && second is { Low: { } low2, High: { } high2 })
        {
            return new ScoreDifference(
                difference, difference - Math.Sqrt(Square(second.Value - low2) + Square(high1 - first.Value)),
                difference + Math.Sqrt(Square(high2 - second.Value) + Square(first.Value - low1)), null, "unpaired, from the two intervals");
        }

        return new ScoreDifference(difference, null, null, null, "none");
    }

    private static ScoreDifference OfResamples(double difference, double[] first, double[] second, string test)
    {
        // Resample i is the same whatever their number.
        double[] differences = [.. first.Zip(second, (a, b) => b - a)];
        double p = Bootstrap.PValue(differences);
        BootstrapInterval interval = IntervalEnds.Of(difference, differences, differences.Length, Settings(0), () => 0);
        return double.IsNaN(interval.Low) ? new ScoreDifference(difference, null, null, null, Undefined) : new ScoreDifference(difference, interval.Low, interval.High, p, test);
    }

    private static double[] Resamples(StoredMetric metric, ulong seed) => metric.Resampled
        ? metric.Values
        : Bootstrap.StatisticWithResamples(metric.Values.Length, new MeanScore(metric.Values).Of, Settings(seed)).Values;

    private static double Square(double value) => value * value;
}
