using AligNet.Artifacts;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Collects the numbers of an evaluation: each with its interval, and the differences between settings over the same units.</summary>
/// <param name="resamples">Resamples of intervals and tests; 0: none.</param>
/// <param name="seed">Seed of the resampling.</param>
internal sealed class Measurements(int resamples, ulong seed)
{
    private const double Coverage = 0.95;

    // Cheap, and corrected p-values over a hundred comparisons need small ones.
    private const int Permutations = 10_000;

    // The comparisons that the paper draws: each setting against the untouched model, and alignment against distillation.
    private static readonly (string Before, string After)[] Pairs =
        [("original", "distillation"), ("original", "ud"), ("original", "alignet"), ("distillation", "alignet"), ("ud", "alignet")];

    private readonly List<(Metric Metric, Score Score, int Resamples, double[] Resampled)> _found = [];

    /// <summary>Adds a number.</summary>
    /// <param name="model">"teacher", "student" or "human".</param>
    /// <param name="setting">The setting.</param>
    /// <param name="what">Task, subset and name.</param>
    /// <param name="score">The measure.</param>
    /// <param name="unit">What its units are, in the plural.</param>
    /// <param name="mostResamples">Fewer resamples for a measure that is slow to take.</param>
    public void Add(string model, string setting, (string Task, string Subset, string Name) what, Score score, string unit, int mostResamples = int.MaxValue)
    {
        int samples = Math.Min(resamples, mostResamples);
        (double? low, double? high, double[] resampled) = Interval(score.Units, score.Of, samples);
        _found.Add((new Metric(model, setting, what.Task, what.Subset, what.Name, score.OfAll(), low, high, score.Units, unit), score, samples, resampled));
    }

    /// <summary>The numbers: model, setting, task, subset, metric, value, ci_low, ci_high, n, unit.</summary>
    public Table Metrics()
    {
        Metric[] metrics = [.. _found.Select(found => found.Metric)];
        return new Table(
            Column.Of("model", metrics.Select(metric => metric.Model).ToArray()),
            Column.Of("setting", metrics.Select(metric => metric.Setting).ToArray()),
            Column.Of("task", metrics.Select(metric => metric.Task).ToArray()),
            Column.Of("subset", metrics.Select(metric => metric.Subset).ToArray()),
            Column.Of("metric", metrics.Select(metric => metric.Name).ToArray()),
            Column.Of("value", metrics.Select(metric => metric.Value).ToArray()),
            Column.Of("ci_low", metrics.Select(metric => metric.Low).ToArray()),
            Column.Of("ci_high", metrics.Select(metric => metric.High).ToArray()),
            Column.Of("n", metrics.Select(metric => metric.N).ToArray()),
            Column.Of("unit", metrics.Select(metric => metric.Unit).ToArray()));
    }

    /// <summary>What differences to another run are taken from, pair by pair: see <see cref="ScoreTable"/>.</summary>
    public Table Scores() => ScoreTable.From([.. _found.Select(found => found.Score is MeanScore mean ? (mean.Values, false) : ((IReadOnlyList<double>)found.Resampled, true))]);

    /// <summary>Writes the three tables of an evaluation: metrics.parquet, comparisons.parquet and scores.parquet.</summary>
    public void Write(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.WriteTable("metrics.parquet", Metrics());
        context.WriteTable("comparisons.parquet", Comparisons());
        context.WriteTable(ScoreTable.File, Scores());
    }

    /// <summary>The differences: model, task, subset, metric, before, after, difference, ci_low, ci_high, p_value, test, n, unit.</summary>
    public Table Comparisons()
    {
        Comparison[] rows =
        [
            .. _found.GroupBy(found => (found.Metric.Model, found.Metric.Task, found.Metric.Subset, found.Metric.Name))
                .SelectMany(group => Pairs.SelectMany(pair => Compare([.. group], pair.Before, pair.After))),
        ];
        return new Table(
            Column.Of("model", rows.Select(row => row.Model).ToArray()),
            Column.Of("task", rows.Select(row => row.Task).ToArray()),
            Column.Of("subset", rows.Select(row => row.Subset).ToArray()),
            Column.Of("metric", rows.Select(row => row.Name).ToArray()),
            Column.Of("before", rows.Select(row => row.Before).ToArray()),
            Column.Of("after", rows.Select(row => row.After).ToArray()),
            Column.Of("difference", rows.Select(row => row.Difference).ToArray()),
            Column.Of("ci_low", rows.Select(row => row.Low).ToArray()),
            Column.Of("ci_high", rows.Select(row => row.High).ToArray()),
            Column.Of("p_value", rows.Select(row => row.PValue).ToArray()),
            Column.Of("test", rows.Select(row => row.Test).ToArray()),
            Column.Of("n", rows.Select(row => row.N).ToArray()),
            Column.Of("unit", rows.Select(row => row.Unit).ToArray()));
    }

    private IEnumerable<Comparison> Compare((Metric Metric, Score Score, int Resamples, double[] Resampled)[] group, string before, string after)
    {
        (Metric? first, Score? from, int samples, _) = Array.Find(group, found => found.Metric.Setting == before);
        (Metric? second, Score? to, _, _) = Array.Find(group, found => found.Metric.Setting == after);
        if (first is null || second is null || from!.Units != to!.Units)
        {
            yield break;
        }

        bool means = from is MeanScore && to is MeanScore;
        (double? low, double? high, double? p) = (null, null, null);
        if (samples > 0 && from.Units > 1)
        {
            (BootstrapInterval interval, double probability) = Bootstrap.Difference(from.Units, units => to.Of(units) - from.Of(units), Settings(samples));
            (low, high, p) = (interval.Low, interval.High, from is MeanScore a && to is MeanScore b
                ? SignFlipTest.PValue([.. a.Values], [.. b.Values], Math.Max(samples, Permutations), seed)
                : probability);
        }

        yield return new Comparison(
            first.Model, first.Task, first.Subset, first.Name, before, after, second.Value - first.Value, low, high, p,
            means ? "sign-flip" : "paired bootstrap", first.N, first.Unit);
    }

    private (double? Low, double? High, double[] Resampled) Interval(int units, Func<int[], double> statistic, int samples)
    {
        if (samples == 0 || units < 2)
        {
            return (null, null, []);
        }

        (BootstrapInterval interval, double[] resampled) = Bootstrap.StatisticWithResamples(units, statistic, Settings(samples));
        return (interval.Low, interval.High, resampled);
    }

    private BootstrapSettings Settings(int samples) => new() { Samples = samples, Confidence = Coverage, Seed = seed };
}
