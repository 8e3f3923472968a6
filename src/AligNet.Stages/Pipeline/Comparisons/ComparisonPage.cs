using AligNet.Artifacts;
using AligNet.Pipeline.Runs;
using AligNet.Stages.Evaluate;
using AligNet.Stages.Report;

namespace AligNet.Pipeline.Comparisons;

/// <summary>The page of a comparison, one self-contained file in the report's style.</summary>
internal static class ComparisonPage
{
    private const int MostRows = 24;

    /// <summary>Writes the page.</summary>
    public static void Write(
        string path, RunRecord first, RunRecord second, IReadOnlyList<OptionDifference> options, IReadOnlyList<StageDifference> stages, IReadOnlyList<MetricDifference> metrics,
        IReadOnlyList<string> notes)
    {
        var page = new ReportPage("Two runs side by side");
        page.Add("options", "What was done differently", Options(first, second, options));
        page.Add("numbers", "What came out differently", Numbers(metrics, notes));
        var html = new SectionHtml();
        Table(html, "Stages whose artifacts differ, and every leaf of their fingerprints that does.", ["Stage", "A", "B", "Why"],
            stages.Select(row => (IReadOnlyList<string>)[row.Node, Link(row.First), Link(row.Second), ReportPage.Text(row.Why)]), "None: both runs have the same artifacts.");
        page.Add("stages", "Stages that differ", html);
        DurableFiles.WriteText(path, page.ToHtml(""));
    }

    private static SectionHtml Options(RunRecord first, RunRecord second, IReadOnlyList<OptionDifference> options)
    {
        var html = new SectionHtml();
        html.Raw($"<p>A: {ReportPage.Text(RunComparison.Title(first))}<br>B: {ReportPage.Text(RunComparison.Title(second))}</p>\n");
        Table(html, "Options that differ, of stages that both runs have.", ["Option", "A", "B"],
            options.Select(row => (IReadOnlyList<string>)[Code(row.Option), Code(row.First), Code(row.Second)]), "No option differs.");
        return html;
    }

    private static SectionHtml Numbers(IReadOnlyList<MetricDifference> metrics, IReadOnlyList<string> notes)
    {
        var html = new SectionHtml();
        foreach (string note in notes)
        {
            html.Paragraph(note, isNote: true);
        }

        // What could be told apart, the largest first; a figure of all would be a wall.
        MetricDifference[] ordered = [.. metrics.Where(row => row.Difference.Difference is not 0 and not double.NaN).OrderByDescending(row => Math.Abs(row.Difference.Difference))];
        MetricDifference[] told = [.. ordered.Where(row => row.PHolm < 0.05)];
        if (ordered.Length > 0)
        {
            html.Figure(
                "fig-differences", (told.Length > 0 ? "The largest differences B − A with p < 0.05" : "The largest differences B − A; none has p < 0.05")
                + $" after Holm's correction over the {metrics.Count(row => row.PHolm is not null):N0} numbers that differ, with 95 % intervals; the line is no difference.", [],
                (told.Length > 0 ? told : ordered).Take(MostRows).GroupBy(row => row.First.Task).Select((group, index) => DifferencePanel.Draw($"fig-differences-{index}", group.Key, [.. group])));
        }
        else
        {
            html.Paragraph(metrics.Count == 0 ? "No number was measured by both runs from different artifacts." : "No number differs.");
        }

        foreach (IGrouping<string, MetricDifference> task in metrics.GroupBy(row => row.First.Task))
        {
            MetricDifference[] changed = [.. task.Where(row => row.Difference.Test != ScoreDifference.Same)];
            int same = task.Count() - changed.Length;
            if (changed.Length > 0)
            {
                html.Table($"Numbers of {task.Key}. Bold: p < 0.05 after Holm's correction.{(same > 0 ? $" {same} others have the same values in both runs." : "")}", [],
                    ["Subject", "Measure", "A", "B", "B − A", "n", "Test"], changed.Select(Row), isText: true);
            }
            else
            {
                html.Paragraph($"{task.Key}: all {same} numbers have the same values in both runs.");
            }
        }

        return html;
    }

    private static IReadOnlyList<string> Row(MetricDifference row)
    {
        (double? low, double? high) = (row.Difference.Low, row.Difference.High);
        string interval = MetricFormat.HasInterval(low, high) ? $"<span class=\"interval\">{MetricFormat.Signed(low!.Value, 3)} to {MetricFormat.Signed(high!.Value, 3)}</span>" : "";
        string p = row.PHolm is { } holm ? $"<span class=\"interval\">{ReportPage.Text(MetricFormat.Probability(holm))}</span>" : "";
        return
        [
            ReportPage.Text($"{row.First.Model}, {MetricFormat.Setting(row.First.Setting)}"), ReportPage.Text($"{row.First.Subset}, {row.First.Name}"),
            MetricFormat.Number(row.First.Value), MetricFormat.Number(row.Second.Value),
            $"<td{(row.PHolm < 0.05 ? " class=\"best\"" : "")}>{MetricFormat.Signed(row.Difference.Difference, 3)}{interval}{p}</td>",
            row.First.N == row.Second.N ? $"{row.First.N:N0} {ReportPage.Text(row.First.Unit)}" : $"{row.First.N:N0} and {row.Second.N:N0} {ReportPage.Text(row.First.Unit)}",
            ReportPage.Text(row.Difference.Test),
        ];
    }

    private static void Table(SectionHtml html, string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, string none)
    {
        IReadOnlyList<string>[] all = [.. rows];
        if (all.Length > 0)
        {
            html.Table(caption, [], header, all, isText: true);
        }
        else
        {
            html.Paragraph(none);
        }
    }

    private static string Link(string? artifact) => artifact is null ? "–" : $"<a href=\"../{artifact}/manifest.json\">{artifact}</a>";

    private static string Code(string text) => $"<code>{ReportPage.Text(text)}</code>";
}
