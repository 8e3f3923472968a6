using AligNet.Artifacts;
using AligNet.Numerics.Metrics;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report.Sections;

/// <summary>What alignment does to the arrangement of categories: changes of distance along the hierarchy, and between categories (METHOD 8.8).</summary>
internal sealed class HierarchySection : IReportSection
{
    /// <summary>Superordinate categories whose numbers fit a table that people read.</summary>
    private const int MostInTable = 8;

    /// <inheritdoc/>
    public string Id => "hierarchy";

    /// <inheritdoc/>
    public string Heading => "Changes along the hierarchy of categories";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        if (!data.Has("relations") || data.Table("relations") is not { Rows: > 0 } relations)
        {
            html.NotAvailable(
                "Changes along the hierarchy",
                "They need images of known classes (data.hierarchy_images), and the classes' basic and superordinate categories (data.categories, or data.wordnet for classes of ImageNet); the profile does not name both, or no class has a category.");
            return;
        }

        (string Model, string Setting)[] shown = [.. relations.Get<string>("model").Zip(relations.Get<string>("setting")).Distinct().OrderBy(pair => pair.First, StringComparer.Ordinal)
            .ThenBy(pair => MetricFormat.Settings.ToList().IndexOf(pair.Second)).Select(pair => (pair.First, pair.Second))];
        Relations(html, data, relations, shown);
        Categories(html, data, shown);
    }

    private static void Relations(SectionHtml html, ReportData data, Table relations, (string Model, string Setting)[] shown)
    {
        string metric = Metric(data);
        int[] first = RelationPanel.Rows(relations, shown[0].Model, shown[0].Setting);
        string pairs = string.Join(", ", first.Select(row => $"{relations.Get<long>("pairs")[row]:N0} {relations.Get<string>("relation")[row]}"));
        string missing = string.Join(", ", DistanceChanges.RelationNames.Except(first.Select(row => relations.Get<string>("relation")[row])));
        html.Figure(
            "fig-relations",
            "How far pairs of images moved apart or together from the untouched model to each setting, in standard deviations of all changes, by how closely their classes are related. Dot: the mean, with a thick line for its 95 % interval; "
            + $"box and thin line: the middle 50 % and 90 % of pairs; * where the mean differs from 0, p < 0.05 after Holm's correction. Each panel has its own scale. Pairs: {pairs}.{(missing.Length > 0 ? $" No pair: {missing}." : "")}"
            + $" Measure: {metric}, z over all pairs"
            + (metric == DistanceChanges.MetricName(DistanceChangeReading.ZScoreOfChange)
                ? "; where the whole space shrinks or grows, as under a fitted transform, large distances change most (evaluate-hierarchy.reading = \"change-of-z-scores\" takes the scale out)."
                : "; pairs that were closest before can hardly come closer in it."),
            [data.Source("relations"), data.Source("metrics")],
            shown.Select((subject, index) => RelationPanel.Draw(data, $"fig-relations-{index}", subject.Model, subject.Setting, metric, relations)));
        SettingTables.Differences(
            html, data, DistanceChanges.TaskName, metric, data.Metrics.Subsets(DistanceChanges.TaskName),
            $"Mean change in numbers, and how settings differ in it; below 0: closer. 95 % intervals over {Units(data)}.");
    }

    private static string Metric(ReportData data) => data.Metrics.Metrics(DistanceChanges.TaskName) is [var name, ..] ? name : DistanceChanges.MetricName(DistanceChangeReading.ZScoreOfChange);

    private static string Units(ReportData data) => data.Metrics.Subsets(DistanceChanges.TaskName) is [var subset, ..]
        && MetricFormat.Settings.Select(setting => data.Metrics.Find("student", setting, DistanceChanges.TaskName, subset, Metric(data))).FirstOrDefault(row => row is not null) is { } row
        ? $"{row.N:N0} {row.Unit}"
        : "the units";

    private static void Categories(SectionHtml html, ReportData data, (string Model, string Setting)[] shown)
    {
        Table table = data.Table("categories");
        var panels = shown.Select(subject => (subject.Model, subject.Setting, Matrix: CategoryMatrix.From(table, subject.Model, subject.Setting, "basic"))).ToArray();
        double[] sizes = [.. panels.SelectMany(panel => panel.Matrix.Means).Where(double.IsFinite).Select(Math.Abs).Order()];
        if (sizes.Length == 0)
        {
            return;
        }

        // A few extreme pairs of small categories would leave the rest without colour.
        double reach = Math.Max(sizes[(int)(0.98 * (sizes.Length - 1))], 1e-9);
        html.Heading("Between categories");
        html.Figure(
            "fig-categories",
            $"Mean change between the images of each two of {panels[0].Matrix.Names.Length} basic categories, on the diagonal inside one; categories are ordered by superordinate category. Grey: no pair.{(panels[0].Matrix.Names.Length > ChangeMap.MostCells ? " Neighbours are averaged." : "")}",
            [data.Source("categories")],
            panels.Select((panel, index) => ChangeMap.Draw(
                $"fig-categories-{index}", $"{(panel.Model == "teacher" ? "Teacher" : "Student")}, {MetricFormat.Setting(panel.Setting)}", panel.Matrix.Superordinates, panel.Matrix.Means, reach)));
        html.Raw($"<p class=\"note\">{MetricFormat.Signed(-reach, 2)} (closer) <svg width=\"120\" height=\"10\" viewBox=\"0 0 120 10\" role=\"img\" aria-label=\"Colours from blue, closer, over white, no change, to red, farther\" style=\"display:inline-block\"><defs><linearGradient id=\"change-scale\">{ChangeMap.GradientStops()}</linearGradient></defs><rect width=\"120\" height=\"10\" fill=\"url(#change-scale)\"/></svg> {MetricFormat.Signed(reach, 2)} (farther), standard deviations.</p>\n");
        if (Array.Find(shown, subject => subject.Setting == "alignet") is not { Model: not null } aligned)
        {
            return;
        }

        var coarse = CategoryMatrix.From(table, aligned.Model, aligned.Setting, "superordinate");
        if (coarse.Names.Length > MostInTable)
        {
            html.Paragraph($"The {coarse.Names.Length} superordinate categories have their numbers, with intervals, in the table of the artifact.", isNote: true);
            return;
        }

        html.Table(
            $"The same for the student, AligNet, between superordinate categories, with 95 % intervals over {Units(data)}.", [data.Source("categories")], ["", .. coarse.Names],
            coarse.Names.Select((name, row) => (IReadOnlyList<string>)
            [
                ReportPage.Text(name),
                .. coarse.Names.Select((_, column) => MetricFormat.Change(coarse.Means[(row * coarse.Names.Length) + column], coarse.Low[(row * coarse.Names.Length) + column], coarse.High[(row * coarse.Names.Length) + column], data.Source("categories"))),
            ]));
    }
}
