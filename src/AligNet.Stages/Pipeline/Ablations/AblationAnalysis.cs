using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;
using AligNet.Stages.Evaluate;

namespace AligNet.Pipeline.Ablations;

/// <summary>What the numbers of an ablation say: each with its interval and its difference to the first variant, the best variant, and the analyses of variance.</summary>
internal static class AblationAnalysis
{
    private const ulong ComparisonSeed = 0;

    /// <summary>One row a measure and variant, measures in their order.</summary>
    public static IReadOnlyList<AblationSummary> Summarise(IReadOnlyList<AblationObservation> found)
    {
        AblationSummary[] rows = [.. found.GroupBy(one => one.Name).SelectMany(measure =>
        {
            AblationObservation[] first = [.. measure.Where(one => one.Variant == 0)];
            return measure.GroupBy(one => one.Variant).OrderBy(variant => variant.Key).Select(variant => Summarise([.. variant], variant.Key == 0 ? [] : first));
        })];
        double?[] corrected = Holm([.. rows.Select(row => row.PValue)]);
        return [.. rows.Select((row, index) => row with { PHolm = corrected[index] })];
    }

    /// <summary>The best variant by a measure, and the others that cannot be told apart from it: the 95 % interval of their difference holds 0.</summary>
    /// <param name="found">The numbers.</param>
    /// <param name="measure">Name of the declared measure; of several subsets and seeds the mean counts.</param>
    /// <returns>Null when no variant has the measure.</returns>
    public static (int Best, int[] Alike)? Choose(IReadOnlyList<AblationObservation> found, string measure)
    {
        ILookup<int, AblationObservation> variants = found.Where(one => one.Measure.Name == measure && double.IsFinite(one.Metric.Value)).ToLookup(one => one.Variant);
        if (variants.Count == 0)
        {
            return null;
        }

        double sign = variants.First().First().Measure.HigherIsBetter ? 1 : -1;
        int best = variants.OrderByDescending(variant => sign * variant.Average(one => one.Metric.Value)).ThenBy(variant => variant.Key).First().Key;
        int[] alike = [.. variants.Where(variant => variant.Key != best && variant.GroupBy(one => one.Name).All(name =>
            Difference([.. variants[best].Where(one => one.Name == name.Key)], [.. name]) is { Low: { } low, High: { } high } && low <= 0 && high >= 0)).Select(variant => variant.Key).Order()];
        return (best, alike);
    }

    private static AblationSummary Summarise(AblationObservation[] variant, AblationObservation[] first)
    {
        AblationObservation one = variant[0];
        ScoreDifference? difference = first.Length > 0 ? Difference(first, variant) : null;
        (double value, double? low, double? high, long n, string unit) = (one.Metric.Value, one.Metric.Low, one.Metric.High, one.Metric.N, one.Metric.Unit);
        if (variant.Length > 1)
        {
            (value, low, high, _) = StudentInterval.Of([.. variant.Select(seed => seed.Metric.Value)]);
            (n, unit) = (variant.Length, "seeds");
        }

        return new AblationSummary(
            one.Variant, one.Measure, one.Name, value, low, high, n, unit, difference?.Difference, difference?.Low, difference?.High, difference?.PValue, null, difference?.Test ?? "");
    }

    /// <summary>The difference over what both have: the units of one run, or the seeds of several.</summary>
    private static ScoreDifference Difference(AblationObservation[] first, AblationObservation[] second)
    {
        if (first.Length == 1 && second.Length == 1)
        {
            return ScoreDifference.Of(first[0].Metric, second[0].Metric, first[0].Units == second[0].Units, ComparisonSeed);
        }

        double[] differences = [.. first.Join(second, one => one.Seed, one => one.Seed, (a, b) => b.Metric.Value - a.Metric.Value)];
        if (differences.Length < 2)
        {
            return new ScoreDifference(differences.Length == 1 ? differences[0] : double.NaN, null, null, null, "none");
        }

        (double mean, double low, double high, double p) = StudentInterval.Of(differences);
        return new ScoreDifference(mean, low, high, p, "paired seeds, Student's t");
    }

    private static double?[] Holm(double?[] raw)
    {
        int[] tested = [.. Enumerable.Range(0, raw.Length).Where(row => raw[row] is not null)];
        double[] adjusted = HolmCorrection.Adjusted([.. tested.Select(row => raw[row]!.Value)]);
        double?[] corrected = new double?[raw.Length];
        for (int index = 0; index < tested.Length; index++)
        {
            corrected[tested[index]] = adjusted[index];
        }

        return corrected;
    }
}
