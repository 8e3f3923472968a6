using AligNet.Artifacts;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>How the distances between images changed from the untouched model to each setting, relative to all changes, by how closely their classes are related
/// (METHOD 8.8, paper 2.3, B.3.2). Only images whose class has a category take part.</summary>
internal sealed class DistanceChanges
{
    /// <summary>The relations, closest first.</summary>
    public static readonly string[] RelationNames = ["same class", "same basic category", "same superordinate category", "different superordinate category"];

    /// <summary>The task of these numbers.</summary>
    public const string TaskName = "hierarchy";

    private static readonly double[] Quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

    private readonly HierarchySet _set;
    private readonly EvaluateHierarchyOptions _options;
    private readonly BootstrapSettings _settings;
    private readonly int[] _images;
    private readonly int[] _units;
    private readonly int[][] _levels;
    private readonly Dictionary<string, double[]> _before = [];
    private readonly List<(string Model, string Setting, double[] Changes)> _changes = [];

    /// <summary>Prepares the groups.</summary>
    /// <param name="set">The images.</param>
    /// <param name="options">Distance, reading, unit.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public DistanceChanges(HierarchySet set, EvaluateHierarchyOptions options, ulong seed)
    {
        (_set, _options) = (set, options);
        // Few classes are common, so the interval that is widened for few units.
        _settings = new BootstrapSettings { Samples = Math.Max(1, options.BootstrapSamples), Kind = IntervalKind.ExpandedPercentile, Seed = seed };
        _images = [.. Enumerable.Range(0, set.Count).Where(row => set.Superordinates[row].Length > 0)];
        _units = Pick(set.Units(options.Unit));
        _levels = [HierarchySet.Numbered(Pick(set.Classes)), HierarchySet.Numbered(Labels("basic")), HierarchySet.Numbered(Labels("superordinate"))];
    }

    /// <summary>Name of the measure, which says the reading.</summary>
    public static string MetricName(DistanceChangeReading reading) =>
        reading == DistanceChangeReading.ZScoreOfChange ? "distance change, z(after − before)" : "distance change, z(after) − z(before)";

    /// <summary>Takes a subject's distances; the untouched model of each kind comes before its other settings.</summary>
    public void Add(Subject subject)
    {
        if (_images.Length < 2)
        {
            return;
        }

        double[] distances = RelativeDistanceChange.Distances(_set.Of(subject).Select(_images), _options.Distance);
        if (subject.Setting == "original")
        {
            _before[subject.Model] = distances;
        }
        else if (_before.TryGetValue(subject.Model, out double[]? before))
        {
            double[] changes = new double[distances.Length];
            RelativeDistanceChange.Compute(before, distances, _options.Reading, changes);
            _changes.Add((subject.Model, subject.Setting, changes));
        }
    }

    /// <summary>Adds the mean change of each setting and relation, tested against no change, and its differences between settings.</summary>
    public void Measure(Measurements found)
    {
        int units = _units.Distinct().Count();
        string unit = _set.UnitName(_options.Unit);
        foreach ((string model, string setting, double[] changes) in _changes)
        {
            PairMean[] means = PairMeans.ByRelation(changes, _units, _settings, _levels);
            for (int relation = 0; relation < means.Length; relation++)
            {
                if (means[relation].Pairs > 0)
                {
                    (double? low, double? high) = (Known(means[relation].Interval.Low), Known(means[relation].Interval.High));
                    found.Add(new Metric(model, setting, TaskName, RelationNames[relation], MetricName(_options.Reading), means[relation].Interval.Estimate, low, high, units, unit));
                    Compare(model, relation, "original", setting, means[relation]);
                }
            }
        }

        foreach ((string before, string after) in Measurements.ComparedSettings)
        {
            (string Model, string Setting, double[] Changes) from = _changes.Find(change => change.Model == "student" && change.Setting == before);
            (string Model, string Setting, double[] Changes) to = _changes.Find(change => change.Model == "student" && change.Setting == after);
            if (from.Changes is null || to.Changes is null)
            {
                continue;
            }

            PairMean[] means = PairMeans.ByRelation([.. to.Changes.Zip(from.Changes, (high, low) => high - low)], _units, _settings, _levels);
            for (int relation = 0; relation < means.Length; relation++)
            {
                if (means[relation].Pairs > 0)
                {
                    Compare("student", relation, before, after, means[relation]);
                }
            }
        }

        void Compare(string model, int relation, string before, string after, PairMean mean) => found.Add(new Comparison(
            model, TaskName, RelationNames[relation], MetricName(_options.Reading), before, after, mean.Interval.Estimate, Known(mean.Interval.Low), Known(mean.Interval.High), Known(mean.PValue),
            "bootstrap t", units, unit));
    }

    /// <summary>How the changes of single pairs are distributed: model, setting, relation, pairs, mean, std, p05, p25, p50, p75, p95.</summary>
    public Table Relations()
    {
        List<(string Model, string Setting, string Relation, double[] Values)> rows = [];
        foreach ((string model, string setting, double[] changes) in _changes)
        {
            List<double>[] values = [.. RelationNames.Select(_ => new List<double>())];
            int pair = 0;
            for (int first = 0; first < _images.Length; first++)
            {
                for (int second = first + 1; second < _images.Length; second++)
                {
                    values[RelativeDistanceChange.Relation(_levels, first, second)].Add(changes[pair++]);
                }
            }

            rows.AddRange(values.Select((list, relation) => (model, setting, RelationNames[relation], list.Order().ToArray())).Where(row => row.Item4.Length > 0));
        }

        return new Table(
        [
            Column.Of("model", rows.Select(row => row.Model).ToArray()), Column.Of("setting", rows.Select(row => row.Setting).ToArray()),
            Column.Of("relation", rows.Select(row => row.Relation).ToArray()), Column.Of("pairs", rows.Select(row => row.Values.LongLength).ToArray()),
            Column.Of("mean", rows.Select(row => row.Values.Average()).ToArray()), Column.Of("std", rows.Select(row => Deviation(row.Values)).ToArray()),
            .. Quantiles.Select(share => Column.Of($"p{100 * share:00}", rows.Select(row => Quantile(row.Values, share)).ToArray())),
        ]);
    }

    /// <summary>Mean change between each two categories, on the diagonal inside one, at both levels: model, setting, level ("basic" or "superordinate"),
    /// category_1, superordinate_1, category_2, superordinate_2, pairs, mean, and, of superordinate categories, ci_low, ci_high over units. Both
    /// triangles; categories without a pair are left out.</summary>
    public Table BetweenCategories()
    {
        List<(string Model, string Setting, string Level, Category First, Category Second, PairMean Mean)> rows = [];
        foreach ((string model, string setting, double[] changes) in _changes)
        {
            foreach (string level in new[] { "basic", "superordinate" })
            {
                int[] groups = _levels[level == "basic" ? 1 : 2];
                Category[] names = [.. Enumerable.Range(0, _images.Length).DistinctBy(place => groups[place]).OrderBy(place => groups[place]).Select(place => NameOf(place, level))];

                // Hundreds of basic categories would make a hundred thousand intervals, of two or three classes each.
                PairMean[] means = level == "superordinate"
                    ? PairMeans.BetweenGroups(changes, _units, groups, names.Length, _settings)
                    : Counted(RelativeDistanceChange.MeansBetweenGroups(changes, groups, names.Length), groups, names.Length);
                rows.AddRange(means.Select((mean, entry) => (model, setting, level, names[entry / names.Length], names[entry % names.Length], mean)).Where(row => row.mean.Pairs > 0));
            }
        }

        return new Table(
            Column.Of("model", rows.Select(row => row.Model).ToArray()), Column.Of("setting", rows.Select(row => row.Setting).ToArray()), Column.Of("level", rows.Select(row => row.Level).ToArray()),
            Column.Of("category_1", rows.Select(row => row.First.Name).ToArray()), Column.Of("superordinate_1", rows.Select(row => row.First.Superordinate).ToArray()),
            Column.Of("category_2", rows.Select(row => row.Second.Name).ToArray()), Column.Of("superordinate_2", rows.Select(row => row.Second.Superordinate).ToArray()),
            Column.Of("pairs", rows.Select(row => row.Mean.Pairs).ToArray()), Column.Of("mean", rows.Select(row => row.Mean.Interval.Estimate).ToArray()),
            Column.Of("ci_low", rows.Select(row => Known(row.Mean.Interval.Low)).ToArray()), Column.Of("ci_high", rows.Select(row => Known(row.Mean.Interval.High)).ToArray()));
    }

    private static PairMean[] Counted(double[] means, int[] groups, int count)
    {
        long[] sizes = new long[count];
        foreach (int group in groups)
        {
            sizes[group]++;
        }

        return [.. means.Select((mean, entry) => new PairMean(
            new BootstrapInterval(mean, double.NaN, double.NaN), double.NaN,
            entry / count == entry % count ? sizes[entry / count] * (sizes[entry / count] - 1) / 2 : sizes[entry / count] * sizes[entry % count]))];
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        double below = sorted[(int)place];
        return below + ((place - (int)place) * (sorted[Math.Min((int)place + 1, sorted.Length - 1)] - below));
    }

    private double? Known(double value) => double.IsNaN(value) || _options.BootstrapSamples == 0 ? null : value;

    private Category NameOf(int place, string level) =>
        new(level == "basic" ? _set.Basics[_images[place]] : _set.Superordinates[_images[place]], _set.Superordinates[_images[place]]);

    /// <summary>Basic categories of one name under two superordinate ones are two categories.</summary>
    private string[] Labels(string level) => [.. _images.Select((_, place) => level == "basic" ? $"{NameOf(place, level).Superordinate}\n{NameOf(place, level).Name}" : NameOf(place, level).Name)];

    private T[] Pick<T>(T[] values) => [.. _images.Select(row => values[row])];

    private readonly record struct Category(string Name, string Superordinate);
}
