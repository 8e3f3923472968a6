using AligNet.Artifacts;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>Collects the numbers of an evaluation: each with its interval, and the differences between settings over the same units.</summary>
/// <param name="resamples">Resamples of intervals and tests; 0: none.</param>
/// <param name="seed">Seed of the resampling.</param>
internal sealed class Measurements(int resamples, ulong seed)
{
    private const double Coverage = 0.95;

    private const int FewUnits = 50;

    // The comparisons that the paper draws: each setting against the untouched model, and alignment against distillation.
    private static readonly (string Before, string After)[] Pairs =
        [("original", "distillation"), ("original", "ud"), ("original", "alignet"), ("distillation", "alignet"), ("ud", "alignet")];

    private readonly List<(Metric Metric, Score Score, int Resamples, bool IsCompared, IReadOnlyList<double> Kept, bool Resampled)> _found = [];
    private readonly List<Metric> _human = [];
    private readonly List<Metric> _metrics = [];
    private readonly List<Comparison> _comparisons = [];

    /// <summary>The pairs of settings that are compared.</summary>
    public static IReadOnlyList<(string Before, string After)> ComparedSettings => Pairs;

    /// <summary>Adds a number that comes with its interval.</summary>
    public void Add(Metric metric) => _metrics.Add(metric);

    /// <summary>Adds a difference that comes with its interval.</summary>
    public void Add(Comparison comparison) => _comparisons.Add(comparison);

    /// <summary>Adds a number.</summary>
    /// <param name="model">"teacher", "student" or "human".</param>
    /// <param name="setting">The setting.</param>
    /// <param name="what">Task, subset and name.</param>
    /// <param name="score">The measure.</param>
    /// <param name="unit">What its units are, in the plural.</param>
    /// <param name="mostResamples">Fewer resamples for a measure that is slow to take.</param>
    /// <param name="isCompared">Whether differences between settings are tested. Parts of a measure that is tested itself are not, since every test
    /// makes the correction for their number stricter.</param>
    public void Add(
        string model, string setting, (string Task, string Subset, string Name) what, Score score, string unit, int mostResamples = int.MaxValue, bool isCompared = true)
    {
        int samples = Math.Min(resamples, mostResamples);
        BootstrapInterval? interval = null;
        IReadOnlyList<double> kept = (score as MeanScore)?.Values ?? [];
        bool resampled = score is not MeanScore;
        if (samples > 0 && score.Units > 1)
        {
            (interval, kept, resampled) = score.Take(Settings(score, samples));
        }

        _found.Add((
            new Metric(model, setting, what.Task, what.Subset, what.Name, score.OfAll(), interval?.Low, interval?.High, score.Units, unit), score, samples, isCompared, kept, resampled));
    }

    /// <summary>Adds what people reach: a mean with the interval that was taken already.</summary>
    /// <param name="setting">"noise-ceiling" and the like.</param>
    /// <param name="what">Task, subset and name.</param>
    /// <param name="bound">The number with its interval.</param>
    /// <param name="units">Number of units behind it.</param>
    /// <param name="unit">What they are, in the plural.</param>
    public void AddHuman(string setting, (string Task, string Subset, string Name) what, Func<BootstrapSettings, BootstrapInterval> bound, int units, string unit)
    {
        // Without intervals one resample is enough to get the number.
        BootstrapInterval found = bound(Settings(units, Math.Max(1, resamples)));
        bool hasInterval = resamples > 0 && units > 1;
        _human.Add(new Metric("human", setting, what.Task, what.Subset, what.Name, found.Estimate, hasInterval ? found.Low : null, hasInterval ? found.High : null, units, unit));
    }

    /// <summary>The numbers: model, setting, task, subset, metric, value, ci_low, ci_high, n, unit.</summary>
    public Table Metrics()
    {
        Metric[] metrics = [.. _human, .. _found.Select(found => found.Metric), .. _metrics];
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
    public Table Scores() => ScoreTable.From(
        [.. _human.Select(_ => ((IReadOnlyList<double>)[], true)), .. _found.Select(found => (found.Kept, found.Resampled)), .. _metrics.Select(_ => ((IReadOnlyList<double>)[], true))]);

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
            .. _found.Where(found => found.IsCompared).GroupBy(found => (found.Metric.Model, found.Metric.Task, found.Metric.Subset, found.Metric.Name))
                .SelectMany(group => Pairs.SelectMany(pair => Compare([.. group], pair.Before, pair.After))),
            .. _comparisons,
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

    private IEnumerable<Comparison> Compare((Metric Metric, Score Score, int Resamples, bool IsCompared, IReadOnlyList<double> Kept, bool Resampled)[] group, string before, string after)
    {
        (Metric? first, Score? from, int samples, _, _, _) = Array.Find(group, found => found.Metric.Setting == before);
        (Metric? second, Score? to, _, _, _, _) = Array.Find(group, found => found.Metric.Setting == after);
        if (first is null || second is null || from!.Units != to!.Units)
        {
            yield break;
        }

        (double? low, double? high, double? p) = (null, null, null);
        if (samples > 0 && from.Units > 1)
        {
            (BootstrapInterval interval, double probability) = to.Difference(from, Settings(to, samples));
            (low, high, p) = (interval.Low, interval.High, double.IsNaN(probability) ? null : probability);
        }

        yield return new Comparison(
            first.Model, first.Task, first.Subset, first.Name, before, after, second.Value - first.Value, low, high, p,
            to.Test, first.N, first.Unit);
    }

    private BootstrapSettings Settings(Score score, int samples) => Settings(score.Units, samples);

    // Quantiles of a few units' resamples are too close together; of many, the two kinds are the same.
    private BootstrapSettings Settings(int units, int samples) =>
        new() { Samples = samples, Confidence = Coverage, Seed = seed, Kind = units < FewUnits ? IntervalKind.ExpandedPercentile : IntervalKind.Percentile };
}
