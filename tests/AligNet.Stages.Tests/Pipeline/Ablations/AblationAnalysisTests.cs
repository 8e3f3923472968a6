using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;
using AligNet.Pipeline.Ablations;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Pipeline.Ablations;

public class AblationAnalysisTests
{
    private static readonly AblationMeasure Levels = new() { Name = "level", Node = "evaluate-levels", Task = "levels", Subset = "*", Metric = "accuracy" };

    [Fact]
    public void Summarise_OneSeed_ComparesUnitsWithTheFirstVariant()
    {
        (AblationObservation[] found, double[][] values) = Observations(3, null);

        IReadOnlyList<AblationSummary> rows = AblationAnalysis.Summarise(found);

        Assert.Equal([null, values[1].Average() - values[0].Average(), values[2].Average() - values[0].Average()], rows.Select(row => row.Difference));
        Assert.Equal(["", "paired, sign-flip", "paired, sign-flip"], rows.Select(row => row.Test));
        double?[] raw = [.. rows.Select(row => row.PValue)];
        Assert.Equal(HolmCorrection.Adjusted([raw[1]!.Value, raw[2]!.Value]), new[] { rows[1].PHolm!.Value, rows[2].PHolm!.Value });
    }

    [Fact]
    public void Summarise_Seeds_GivesTheirMeanAndPairsThem()
    {
        AblationObservation[] found = [.. new long[] { 0, 1, 2 }.SelectMany(seed => Observations(2, seed).Found)];

        IReadOnlyList<AblationSummary> rows = AblationAnalysis.Summarise(found);

        double[] first = [.. found.Where(one => one.Variant == 0).Select(one => one.Metric.Value)];
        double[] second = [.. found.Where(one => one.Variant == 1).Select(one => one.Metric.Value)];
        (double mean, double low, double high, double p) = StudentInterval.Of([.. first.Zip(second, (a, b) => b - a)]);
        Assert.Equal(first.Average(), rows[0].Value, 1e-12);
        Assert.Equal((3L, "seeds"), (rows[0].N, rows[0].Unit));
        Assert.Equal((mean, low, high, p), (rows[1].Difference, rows[1].DifferenceLow, rows[1].DifferenceHigh, rows[1].PValue));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void Choose_Measure_TakesTheBestAndNamesThoseNotToldApart(bool higherIsBetter, int best)
    {
        double[][] values = [[.. Enumerable.Repeat(0.0, 30)], [.. Enumerable.Range(0, 30).Select(unit => unit == 0 ? 0.0 : 1)], [.. Enumerable.Repeat(1.0, 30)]];
        AblationObservation[] found = [.. values.Select((each, variant) => Observation(variant, null, "a", each, Levels with { HigherIsBetter = higherIsBetter }))];

        (int Best, int[] Alike)? choice = AblationAnalysis.Choose(found, "level");

        Assert.Equal(best, choice!.Value.Best);
        Assert.Equal(higherIsBetter ? [1] : [], choice.Value.Alike);
        Assert.Null(AblationAnalysis.Choose(found, "other"));
    }

    [Fact]
    public void Anova_OneFactor_RepeatsOverUnitsSubsetsAndSeeds()
    {
        AblationStudy study = Study([Factor("a", 3)], AblationRepetition.Units, AblationRepetition.Subsets, AblationRepetition.Seeds) with { Seeds = [0, 1] };
        (AblationObservation[] Found, double[][] Values)[] seeds = [.. new long[] { 0, 1 }.Select(seed => Observations(3, seed))];
        AblationObservation[] found = [.. seeds.SelectMany(seed => seed.Found), .. seeds.SelectMany(seed => seed.Found.Select(one => one with { Name = "level: b", Metric = one.Metric with { Subset = "b", Value = one.Metric.Value * 2 } }))];
        List<string> notes = [];

        IReadOnlyList<AblationAnovaRow> rows = AblationAnova.Of(study, found, notes);

        Assert.Empty(notes);
        Assert.Equal([("level: a", "triplets"), ("level: b", "triplets"), ("level", "subsets"), ("level: a", "seeds"), ("level: b", "seeds")], rows.Select(row => (row.Measure, row.Repeated)));
        double[][] first = seeds[0].Values;
        Assert.Equal(RepeatedMeasuresAnova.OneWay([.. Enumerable.Range(0, 40).SelectMany(unit => first.Select(variant => variant[unit]))], 40, 3), rows[0].Result);
        double[] means = [.. Enumerable.Range(0, 3).Select(variant => seeds.Average(seed => seed.Values[variant].Average()))];
        Assert.Equal(RepeatedMeasuresAnova.OneWay([.. means, .. means.Select(mean => mean * 2)], 2, 3).F, rows[2].Result.F, 1e-9);
        Assert.Equal(RepeatedMeasuresAnova.OneWay([.. seeds.SelectMany(seed => seed.Values.Select(values => values.Average()))], 2, 3).F, rows[3].Result.F, 1e-9);
    }

    [Fact]
    public void Anova_TwoFactors_HasBothEffectsAndTheirInteraction()
    {
        AblationStudy study = Study([Factor("a", 2), Factor("b", 3)], AblationRepetition.Units);
        (AblationObservation[] found, double[][] values) = Observations(6, null);

        IReadOnlyList<AblationAnovaRow> rows = AblationAnova.Of(study, found, []);

        (AnovaEffect first, AnovaEffect second, AnovaEffect both) = RepeatedMeasuresAnova.TwoWay([.. Enumerable.Range(0, 40).SelectMany(unit => values.Select(variant => variant[unit]))], 40, 2, 3);
        Assert.Equal([("a", first), ("b", second), ("a × b", both)], rows.Select(row => (row.Effect, row.Result)));
    }

    [Fact]
    public void Anova_VariantsOfOtherUnits_SaysThatThereIsNone()
    {
        (AblationObservation[] found, _) = Observations(2, null);
        found[1] = found[1] with { Units = "others" };
        List<string> notes = [];

        Assert.Empty(AblationAnova.Of(Study([Factor("a", 2)], AblationRepetition.Units), found, notes));
        Assert.Equal("No analysis of variance of level: a over triplets: the variants were not measured on the same ones.", Assert.Single(notes));
    }

    [Fact]
    public void Variants_TwoFactors_AreTheirProductInOrder()
    {
        AblationStudy study = Study([new AblationFactor("a", ["1", "2"], [["s.a=1"], ["s.a=2"]], false), new AblationFactor("setting", ["original", "alignet"], [[], []], true)]);

        Assert.Equal(["1 · original", "1 · alignet", "2 · original", "2 · alignet"], study.Variants.Select(variant => variant.Name));
        Assert.Equal(["s.a=1", "s.a=1", "s.a=2", "s.a=2"], study.Variants.Select(variant => Assert.Single(variant.Set)));
        Assert.Equal(["original", "alignet", "original", "alignet"], study.Variants.Select(variant => variant.Setting));
    }

    private static AblationFactor Factor(string name, int levels) =>
        new(name, [.. Enumerable.Range(0, levels).Select(level => $"{level}")], [.. Enumerable.Range(0, levels).Select(level => new[] { $"x.{name}={level}" })], false);

    private static AblationStudy Study(AblationFactor[] factors, params AblationRepetition[] repeated) => new() { Name = "s", Description = "d", Factors = factors, Measures = [Levels], Repeated = repeated };

    private static (AblationObservation[] Found, double[][] Values) Observations(int variants, long? seed)
    {
        var random = new Pcg32(7 + (ulong)(seed ?? 0));
        double[][] values = [.. Enumerable.Range(0, variants).Select(variant => Enumerable.Range(0, 40).Select(_ => random.NextGaussian() + variant).ToArray())];
        return ([.. values.Select((each, variant) => Observation(variant, seed, "a", each, Levels))], values);
    }

    private static AblationObservation Observation(int variant, long? seed, string subset, double[] values, AblationMeasure measure) => new(
        variant, seed, measure, $"level: {subset}",
        new StoredMetric("student", "alignet", "levels", subset, "accuracy", values.Average(), null, null, values.Length, "triplets", values, false), "units", "evaluate-levels/0");
}
