using AligNet.Artifacts;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

public sealed class ScoreDifferenceTests : IDisposable
{
    /// <summary>Intervals of 2,000 resamples agree with Student's to about this share of their width.</summary>
    private const double Resampling = 0.12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SamePairs_TakesTheDifferenceOfEachUnit()
    {
        // Units differ much more than runs do: only pairs can tell the runs apart.
        var random = new Pcg32(1);
        double[] first = [.. Enumerable.Range(0, 200).Select(_ => random.NextGaussian() * 10)];
        double[] second = [.. first.Select(value => value + 0.5 + (random.NextGaussian() * 0.1))];

        ScoreDifference paired = ScoreDifference.Of(Mean(first), Mean(second), samePairs: true, 0);
        ScoreDifference unpaired = ScoreDifference.Of(Mean(first), Mean(second), samePairs: false, 0);

        double mean = second.Average() - first.Average();
        double error = Math.Sqrt(first.Zip(second, (a, b) => b - a - mean).Sum(value => value * value) / 199 / 200);
        Assert.Equal((mean, "paired, sign-flip"), (paired.Difference, paired.Test));
        Assert.Equal(2 * 1.96 * error, paired.High!.Value - paired.Low!.Value, 2 * 1.96 * error * Resampling);
        Assert.InRange(paired.PValue!.Value, 0, 0.001);

        double wide = Math.Sqrt((Variance(first) + Variance(second)) / 200);
        Assert.Equal("unpaired resamples", unpaired.Test);
        Assert.Equal(2 * 1.96 * wide, unpaired.High!.Value - unpaired.Low!.Value, 2 * 1.96 * wide * Resampling);
        Assert.InRange(unpaired.PValue!.Value, 0.05, 1);
    }

    [Fact]
    public void Of_Resamples_PairsThoseOfOneSeed()
    {
        var random = new Pcg32(2);
        double[] model = [.. Enumerable.Range(0, 120).Select(_ => random.NextGaussian())];
        double[] people = [.. model.Select(value => value + random.NextGaussian())];
        double[] other = [.. model.Select(value => value + (0.3 * random.NextGaussian()))];
        StoredMetric first = Correlated(model, people, 400);
        StoredMetric second = Correlated(other, people, 300);

        ScoreDifference paired = ScoreDifference.Of(first, second, samePairs: true, 0);

        // The slow, obvious twin: resample pairs of units, take both correlations on each.
        BootstrapInterval twin = Bootstrap.Statistic(
            120, units => Spearman(other, people, units) - Spearman(model, people, units), new BootstrapSettings { Samples = 300, Seed = 9 });
        Assert.Equal("paired resamples", paired.Test);
        Assert.Equal(twin.Low, paired.Low!.Value, 1e-12);
        Assert.Equal(twin.High, paired.High!.Value, 1e-12);
    }

    [Fact]
    public void Of_SameValues_IsNoTest()
    {
        ScoreDifference same = ScoreDifference.Of(Mean([1, 0, 1]), Mean([1, 0, 1]), samePairs: true, 0);

        Assert.Equal((0.0, 0.0, 0.0, null, "the same values"), (same.Difference, same.Low, same.High, same.PValue, same.Test));
        Assert.NotNull(ScoreDifference.Of(Mean([1, 0, 1]), Mean([0, 1, 1]), samePairs: true, 0).PValue);
    }

    [Fact]
    public void Of_IntervalsAlone_AddsTheirSquares()
    {
        ScoreDifference difference = ScoreDifference.Of(Plain(0.5, 0.4, 0.6), Plain(0.7, 0.65, 0.8), samePairs: true, 0);

        Assert.Equal("unpaired, from the two intervals", difference.Test);
        Assert.Equal(0.2 - Math.Sqrt((0.05 * 0.05) + (0.1 * 0.1)), difference.Low!.Value, 1e-12);
        Assert.Equal(0.2 + Math.Sqrt((0.1 * 0.1) + (0.1 * 0.1)), difference.High!.Value, 1e-12);
        Assert.Null(difference.PValue);
        Assert.Equal("none", ScoreDifference.Of(Plain(0.5, null, null), Plain(0.7, 0.6, 0.8), samePairs: true, 0).Test);
    }

    [Fact]
    public void Read_WhatMeasurementsWrote_HasTheValuesBehindEachNumber()
    {
        var found = new Measurements(50, 4);
        found.Add("student", "original", ("levels", "coarse", "accuracy"), new MeanScore([1, 0, 1, 1]), "triplets");
        found.Add("student", "original", ("rsa", "judged", "spearman"), new StatisticScore(5, units => units.Average()), "objects");
        ParquetTable.Write(_folder["metrics.parquet"], found.Metrics());
        ParquetTable.Write(_folder["scores.parquet"], found.Scores());

        IReadOnlyList<StoredMetric> read = StoredMetric.Read(_folder.Path);

        Assert.Equal((0.75, 4L, "triplets", false), (read[0].Value, read[0].N, read[0].Unit, read[0].Resampled));
        Assert.Equal([1, 0, 1, 1], read[0].Values);
        Assert.True(read[1].Resampled);
        Assert.Equal(Bootstrap.StatisticWithResamples(5, units => units.Average(), new BootstrapSettings { Samples = 50, Seed = 4 }).Values, read[1].Values);

        System.IO.File.Delete(_folder["scores.parquet"]);
        Assert.All(StoredMetric.Read(_folder.Path), metric => Assert.Empty(metric.Values));
    }

    private static StoredMetric Mean(double[] values) => Plain(values.Average(), null, null) with { Values = values, N = values.Length };

    private static StoredMetric Plain(double value, double? low, double? high) => new("student", "alignet", "levels", "coarse", "accuracy", value, low, high, 100, "triplets", [], false);

    private static StoredMetric Correlated(double[] model, double[] people, int samples)
    {
        double[] values = Bootstrap.StatisticWithResamples(model.Length, units => Spearman(model, people, units), new BootstrapSettings { Samples = samples, Seed = 9 }).Values;
        return Plain(Spearman(model, people, [.. Enumerable.Range(0, model.Length)]), null, null) with { Values = values, Resampled = true, N = model.Length };
    }

    private static double Spearman(double[] model, double[] people, int[] units) => Correlation.Spearman([.. units.Select(unit => model[unit])], [.. units.Select(unit => people[unit])]);

    private static double Variance(double[] values) => values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1);
}
