using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report;

/// <summary>The two tables of a task: the numbers of every setting, and the differences between settings.</summary>
internal static class SettingTables
{
    /// <summary>Adds a table with one row a setting and one column a subset; the student's best is marked.</summary>
    /// <param name="html">The section.</param>
    /// <param name="data">The numbers.</param>
    /// <param name="task">Task of the numbers.</param>
    /// <param name="metric">Their metric.</param>
    /// <param name="subsets">The columns.</param>
    /// <param name="caption">What it shows.</param>
    /// <param name="marksBest">Whether more is better.</param>
    /// <param name="isFolded">Whether a figure shows the same, so that only the caption shows at first.</param>
    public static void Values(
        SectionHtml html, ReportData data, string task, string metric, IReadOnlyList<string> subsets, string caption, bool marksBest = true, bool isFolded = true)
    {
        MetricRows metrics = data.Metrics;
        string source = data.Source("metrics");
        List<IReadOnlyList<string>> rows = [];
        double?[] best = [.. subsets.Select(subset => MetricFormat.Settings.Select(setting => metrics.Find("student", setting, task, subset, metric)?.Value).Max())];
        foreach ((string model, string setting, string name) in Subjects())
        {
            MetricRow?[] found = [.. subsets.Select(subset => metrics.Find(model, setting, task, subset, metric))];
            if (found.Any(row => row is not null))
            {
                rows.Add([ReportPage.Text(name), .. found.Select((row, index) => MetricFormat.Cell(row, source, marksBest && model == "student" && row is not null && row.Value >= best[index]))]);
            }
        }

        html.Table(caption, [source], ["", .. subsets], rows, isFolded: isFolded, counts: ["", .. subsets.Select(subset => MetricFormat.Count(
            MetricFormat.Settings.Select(setting => metrics.Find("student", setting, task, subset, metric)).OfType<MetricRow>().Select(row => (row.N, row.Unit))))]);
    }

    /// <summary>Adds a table with one row a pair of settings and one column a subset; nothing when nothing was compared.</summary>
    public static void Differences(SectionHtml html, ReportData data, string task, string metric, IReadOnlyList<string> subsets, string caption, bool isFolded = true)
    {
        string source = data.Has("comparisons") ? data.Source("comparisons") : "";
        string[][] rows =
        [
            .. new[] { "student", "teacher" }.SelectMany(model => data.Comparisons.Pairs(model, task, metric).Select(pair => (string[])
            [
                $"{(model == "student" ? "Student" : "Teacher")}, {MetricFormat.Setting(pair.After)} − {MetricFormat.Setting(pair.Before)}",
                .. subsets.Select(subset => MetricFormat.Cell(data.Comparisons.Find(model, task, subset, metric, pair.Before, pair.After), source)),
            ])),
        ];
        if (rows.Length > 0)
        {
            html.Table($"{caption} Bold: p < 0.05 after Holm's correction over the {data.Comparisons.CountOf(task):N0} comparisons of this task.", [source], ["", .. subsets], rows, isFolded: isFolded,
                counts: ["", .. subsets.Select(subset => MetricFormat.Count(data.Comparisons.Pairs("student", task, metric)
                    .Select(pair => data.Comparisons.Find("student", task, subset, metric, pair.Before, pair.After)).OfType<ComparisonRow>().Select(row => (row.N, row.Unit))))]);
        }
    }

    /// <summary>Everything that may be measured, in the order of tables.</summary>
    private static IEnumerable<(string Model, string Setting, string Name)> Subjects() =>
    [
        .. MetricFormat.Settings.Select(setting => ("student", setting, $"Student, {MetricFormat.Setting(setting)}")),
        .. MetricFormat.TeacherSettings.Select(setting => ("teacher", setting, $"Teacher, {MetricFormat.Setting(setting)}")),
        ("human", HumanAgreement.Ceiling, "Human noise ceiling"),
        ("human", HumanAgreement.UpperCeiling, "Human noise ceiling, upper"),
        ("human", HumanAgreement.SplitHalf, "Human split halves"),
        ("human", "similarity", "Human similarity itself"),
    ];
}
