using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging.Corruptions;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>The tests of one subject's read-out.</summary>
/// <param name="found">Receives the numbers.</param>
/// <param name="subject">Model and setting.</param>
/// <param name="classifier">Its read-out.</param>
/// <param name="scale">The scale of the representations that it learned from.</param>
internal sealed class RobustnessTask(Measurements found, Subject subject, LinearClassifier classifier, ScalarStandardisation scale)
{
    /// <summary>Task of clean images and of the mean over corruptions in metrics.parquet.</summary>
    public const string Task = "robustness";

    /// <summary>Task of each type of corruption: a family of tests of its own, so that nineteen types do not weaken the test of their mean.</summary>
    public const string TypesTask = "corruptions";

    /// <summary>Task of the other sets.</summary>
    public const string SetsTask = "robustness-sets";

    /// <summary>Subset of the images as they are.</summary>
    public const string CleanSubset = "clean";

    /// <summary>Subset of the mean over the benchmark's corruptions.</summary>
    public const string MeanSubset = "mean corruption";

    /// <summary>The measure of all of them.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>Mean corruption accuracy over clean accuracy.</summary>
    public const string Relative = "accuracy relative to clean";

    private const string Images = "images";

    /// <summary>A corruption at a severity.</summary>
    /// <param name="Type">Its name.</param>
    /// <param name="Severity">1 to 5.</param>
    public readonly record struct Cell(string Type, int Severity);

    /// <summary>A set of images with the classes that are right for each.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Images">Rows of the benchmarks' images.</param>
    /// <param name="Right">Right classes, and those that may be chosen.</param>
    public sealed record TestSet(string Name, int[] Images, LabelMap Right);

    /// <summary>Subset of one corruption at one severity.</summary>
    public static string SubsetOf(string type, int severity) => $"{type}, severity {severity}";

    /// <summary>The corruptions of a plan, in the order of the corrupted images.</summary>
    public static Cell[] Cells(Table corruptions)
    {
        int[] severities = corruptions.Get<int>("severity");
        return [.. corruptions.Get<string>("corruption").Select((type, row) => new Cell(type, severities[row]))];
    }

    /// <summary>The sets of a table of right labels, one row each.</summary>
    /// <param name="table">set, among, image, label.</param>
    /// <param name="classes">Classes of the read-out, in order.</param>
    public static TestSet[] Sets(Table table, string[] classes)
    {
        (string[] sets, string[] among, int[] images, string[] labels) = (table.Get<string>("set"), table.Get<string>("among"), table.Get<int>("image"), table.Get<string>("label"));
        return
        [
            .. Enumerable.Range(0, table.Rows).GroupBy(row => sets[row]).Select(set =>
            {
                IGrouping<int, int>[] byImage = [.. set.GroupBy(row => images[row])];
                int[][] right = [.. byImage.Select(rows => rows.Select(row => Array.BinarySearch(classes, labels[row], StringComparer.Ordinal)).ToArray())];
                int[] allowed = among[set.First()] == "set" ? [.. right.SelectMany(label => label).Distinct().Order()] : [];
                return new TestSet(set.Key, [.. byImage.Select(rows => rows.Key)], LabelMap.Of(right, classes.Length, allowed));
            }),
        ];
    }

    /// <summary>Accuracy on clean images.</summary>
    /// <param name="rows">Rows of the benchmarks' images.</param>
    /// <param name="labels">Their classes.</param>
    /// <returns>1 or 0 an image.</returns>
    public double[] Clean(int[] rows, int[] labels)
    {
        double[] correct = Correct(subject.Benchmarks.Select(rows), labels);
        found.Add(subject.Model, subject.Setting, (Task, CleanSubset, Accuracy), new MeanScore(correct), Images);
        return correct;
    }

    /// <summary>Accuracy under every corruption and severity, the mean over severities of each corruption, the mean over the benchmark's fifteen (over
    /// those that were chosen of them; over all, if none was), and that mean over the accuracy on the same images untouched. An image's value is its
    /// mean over corruptions, so that images are the units.</summary>
    /// <param name="cells">Corruptions, in the order of the corrupted images.</param>
    /// <param name="labels">Classes of the images, which every corruption shows in one order.</param>
    /// <param name="clean">1 or 0 an image, untouched.</param>
    public void Corrupted(Cell[] cells, int[] labels, double[] clean)
    {
        if (cells.Length == 0)
        {
            return;
        }

        double[][] correct = [.. cells.Select((_, cell) => Correct(subject.Corrupted.Select([.. Enumerable.Range(cell * labels.Length, labels.Length)]), labels))];
        string[] benchmark = [.. CorruptionTypes.Benchmark.Select(CorruptionTypes.NameOf)];
        int[] all = [.. Enumerable.Range(0, cells.Length)];
        int[] meant = [.. all.Where(cell => benchmark.Contains(cells[cell].Type))];
        double[] mean = Mean(correct, meant.Length > 0 ? meant : all);
        found.Add(subject.Model, subject.Setting, (Task, MeanSubset, Accuracy), new MeanScore(mean), Images);
        found.Add(subject.Model, subject.Setting, (Task, MeanSubset, Relative), new StatisticScore(labels.Length, units => units.Sum(unit => mean[unit]) / units.Sum(unit => clean[unit])), Images);
        foreach (IGrouping<string, int> type in all.GroupBy(cell => cells[cell].Type))
        {
            found.Add(subject.Model, subject.Setting, (TypesTask, type.Key, Accuracy), new MeanScore(Mean(correct, [.. type])), Images);
        }

        foreach (int cell in all)
        {
            found.Add(subject.Model, subject.Setting, (TypesTask, SubsetOf(cells[cell].Type, cells[cell].Severity), Accuracy), new MeanScore(correct[cell]), Images, isCompared: false);
        }

        foreach (IGrouping<int, int> severity in (meant.Length > 0 ? meant : all).GroupBy(cell => cells[cell].Severity))
        {
            found.Add(subject.Model, subject.Setting, (Task, SubsetOf(MeanSubset, severity.Key), Accuracy), new MeanScore(Mean(correct, [.. severity])), Images, isCompared: false);
        }
    }

    /// <summary>Accuracy on other sets.</summary>
    public void TestSets(TestSet[] sets)
    {
        foreach (TestSet set in sets)
        {
            double[] correct = set.Right.TopOne(classifier.Scores(scale.To(subject.Benchmarks.Select(set.Images))));
            found.Add(subject.Model, subject.Setting, (SetsTask, set.Name, Accuracy), new MeanScore(correct), Images);
        }
    }

    private double[] Correct(Representations rows, int[] labels)
    {
        int[] predicted = classifier.Predict(scale.To(rows));
        return [.. labels.Select((label, image) => predicted[image] == label ? 1.0 : 0)];
    }

    private static double[] Mean(double[][] correct, int[] cells) => [.. correct[0].Select((_, image) => cells.Average(cell => correct[cell][image]))];
}
