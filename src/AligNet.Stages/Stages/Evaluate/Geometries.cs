using AligNet.Artifacts;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>How the variance of each subject's representations spreads over principal components (METHOD 8.8), and how alike the geometries of each two subjects
/// are (8.9): Spearman correlation of Pearson RSMs, and linear CKA.</summary>
/// <remarks>Intervals leave groups of units out. For the share of the first components their directions stay those of all images: a change of directions
/// changes the share to second order only.</remarks>
/// <param name="set">The images.</param>
/// <param name="options">Components and unit.</param>
internal sealed class Geometries(HierarchySet set, EvaluateHierarchyOptions options)
{
    /// <summary>The measures of similarity.</summary>
    public static readonly string[] MeasureNames = ["rsa, spearman of pearson rsms", "linear cka"];

    private const int Groups = 20;
    private const double Confidence = 0.95;
    private readonly List<Geometry> _all = [];
    private GroupJackknife? _jackknife;

    private int Units => set.Units(options.Unit).Distinct().Count();

    /// <summary>Takes a subject's representations.</summary>
    public void Add(Subject subject)
    {
        if (set.Count > 2)
        {
            _all.Add(new Geometry(subject, set.Of(subject), options.Components));
        }
    }

    /// <summary>Adds each subject's share of the first components and participation ratio, and each student's similarity to the teacher's settings, with
    /// the differences between settings.</summary>
    public void Measure(Measurements found)
    {
        for (int index = 0; index < options.Components.Length; index++)
        {
            int component = index;
            Add(found, ("spectrum", $"first {options.Components[index]} components", "explained variance"), subject => SpreadAt(subject, component), _ => true);
        }

        Add(found, ("spectrum", "all components", "participation ratio"), subject => SpreadAt(subject, options.Components.Length), _ => true);
        foreach (int teacher in Enumerable.Range(0, _all.Count).Where(subject => _all[subject].Model == "teacher"))
        {
            string subset = _all[teacher].Setting == "original" ? "to the teacher" : "to the aligned teacher";
            for (int index = 0; index < MeasureNames.Length; index++)
            {
                int measure = index;
                Add(found, ("geometry", subset, MeasureNames[index]), subject => SimilarityAt(measure, subject, teacher), subject => _all[subject].Model == "student");
            }
        }
    }

    /// <summary>The spectra: model, setting, component (from 1), share, cumulative.</summary>
    public Table Spectra()
    {
        (Geometry Of, int Component, double Share)[] rows = [.. _all.SelectMany(geometry => geometry.Shares.Select((share, component) => (geometry, component, share)))];
        double sum = 0;
        double[] cumulative = [.. rows.Select(row => sum = row.Component == 0 ? row.Share : sum + row.Share)];
        return new Table(
            Column.Of("model", rows.Select(row => row.Of.Model).ToArray()), Column.Of("setting", rows.Select(row => row.Of.Setting).ToArray()),
            Column.Of("component", rows.Select(row => row.Component + 1).ToArray()), Column.Of("share", rows.Select(row => row.Share).ToArray()), Column.Of("cumulative", cumulative));
    }

    /// <summary>Similarity of each two subjects, once a pair: model_1, setting_1, model_2, setting_2, measure, value, ci_low, ci_high, n, unit.</summary>
    public Table Similarities()
    {
        List<(Geometry First, Geometry Second, string Measure, BootstrapInterval Value)> rows = [];
        for (int first = 0; first < _all.Count; first++)
        {
            for (int second = first + 1; second < _all.Count; second++)
            {
                rows.AddRange(MeasureNames.Select((name, measure) => (_all[first], _all[second], name, Replicates().Of(values => values[SimilarityAt(measure, first, second)], Confidence).Interval)));
            }
        }

        return new Table(
            Column.Of("model_1", rows.Select(row => row.First.Model).ToArray()), Column.Of("setting_1", rows.Select(row => row.First.Setting).ToArray()),
            Column.Of("model_2", rows.Select(row => row.Second.Model).ToArray()), Column.Of("setting_2", rows.Select(row => row.Second.Setting).ToArray()),
            Column.Of("measure", rows.Select(row => row.Measure).ToArray()), Column.Of("value", rows.Select(row => row.Value.Estimate).ToArray()),
            Column.Of("ci_low", rows.Select(row => Known(row.Value.Low)).ToArray()), Column.Of("ci_high", rows.Select(row => Known(row.Value.High)).ToArray()),
            Column.Of("n", rows.Select(_ => (long)Units).ToArray()), Column.Of("unit", rows.Select(_ => set.UnitName(options.Unit)).ToArray()));
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private void Add(Measurements found, (string Task, string Subset, string Name) what, Func<int, int> place, Func<int, bool> isMeasured)
    {
        int[] measured = [.. Enumerable.Range(0, _all.Count).Where(isMeasured)];
        foreach (int subject in measured)
        {
            BootstrapInterval interval = Replicates().Of(values => values[place(subject)], Confidence).Interval;
            found.Add(new Metric(
                _all[subject].Model, _all[subject].Setting, what.Task, what.Subset, what.Name, interval.Estimate, Known(interval.Low), Known(interval.High), Units, set.UnitName(options.Unit)));
        }

        foreach ((int from, int to) in Measurements.ComparedSettings.SelectMany(pair => measured.Where(subject => _all[subject].Setting == pair.Before)
            .SelectMany(from => measured.Where(to => _all[to].Model == _all[from].Model && _all[to].Setting == pair.After).Select(to => (from, to)))))
        {
            (BootstrapInterval interval, double p) = Replicates().Of(values => values[place(to)] - values[place(from)], Confidence);
            found.Add(new Comparison(
                _all[from].Model, what.Task, what.Subset, what.Name, _all[from].Setting, _all[to].Setting, interval.Estimate, Known(interval.Low), Known(interval.High), Known(p),
                "jackknife", Units, set.UnitName(options.Unit)));
        }
    }

    /// <summary>Place of a similarity among the statistics.</summary>
    private int SimilarityAt(int measure, int first, int second) => (((measure * _all.Count) + first) * _all.Count) + second;

    /// <summary>Place of a share, or after the last of the participation ratio.</summary>
    private int SpreadAt(int subject, int index) => (2 * _all.Count * _all.Count) + (subject * (options.Components.Length + 1)) + index;

    private GroupJackknife Replicates() => _jackknife ??= GroupJackknife.Run(set.Units(options.Unit), Groups, Statistics);

    private double[] Statistics(int[] images)
    {
        double[][] products = [.. _all.Select(geometry => geometry.Products(images))];
        double[] cka = new double[_all.Count * _all.Count];
        for (int entry = 0; entry < cka.Length; entry++)
        {
            (int first, int second) = (Math.Min(entry / _all.Count, entry % _all.Count), Math.Max(entry / _all.Count, entry % _all.Count));
            cka[entry] = entry == (first * _all.Count) + second ? CentredGram.LinearCka(products[first], products[second]) : cka[(first * _all.Count) + second];
        }

        return [.. GeometrySimilarity.Rsa([.. _all.Select(geometry => geometry.Triangle(images))]), .. cka, .. _all.SelectMany((geometry, subject) => geometry.Spread(images, products[subject]))];
    }
}
