namespace AligNet.Stages.Report.Sections;

/// <summary>The answer: before and after by abstraction level, against what people reach, with the differences between settings (METHOD 8.3, 8.10).</summary>
internal sealed class AnswerSection : IReportSection
{
    private const double Chance = 1.0 / 3;

    /// <inheritdoc/>
    public string Id => "answer";

    /// <inheritdoc/>
    public string Heading => "Before and after";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        string[] levels = data.Metrics.Subsets("levels");
        if (levels.Length > 0)
        {
            Levels(html, data, levels);
        }
        else
        {
            Judgements(html, data);
            html.NotAvailable("Responses by abstraction level", "The profile names none (data.levels with data.evaluation_images).");
        }

        html.Paragraph(
            "Original: the untouched student. Distillation: fine-tuned on the teacher as it is. UD: the frozen student with a transform fitted to human judgements. "
            + "AligNet: fine-tuned on the human-aligned teacher.", isNote: true);
        Missing(html, data);
    }

    private static void Levels(SectionHtml html, ReportData data, string[] levels)
    {
        html.Raw($"<p class=\"lead\">{Sentence(data, "levels", levels, "accuracy")}</p>\n");
        html.Figure(
            "fig-levels",
            "Odd-one-out accuracy by abstraction level. Lines are 95 % intervals; dashed with its band: the human noise ceiling; dotted: chance, 1/3. In brackets the difference to the "
            + "untouched student, * where p < 0.05 after Holm's correction.",
            Sources(data), levels.Select((level, index) => IntervalPanel.Draw(data, $"fig-levels-{index}", ("levels", level, "accuracy"), (0, 1), Chance, "noise-ceiling")));
        SettingTables.Values(
            html, data, "levels", "accuracy", levels,
            "How often the student calls the image odd that most people called odd (dot products), with 95 % bootstrap intervals over triplets. Bold: the best student. The ceiling is how "
            + "often one person answers as most others do; its upper bound, how many single answers are those of the majority; split halves, how often the majorities of two halves of the people agree.", isFolded: false);
        SettingTables.Differences(html, data, "levels", "accuracy", levels, "Differences in accuracy over the same triplets, with 95 % intervals and p-values of a sign-flip test.", isFolded: false);
    }

    private static void Judgements(SectionHtml html, ReportData data)
    {
        const string Task = "odd-one-out", Metric = "accuracy, dot";
        string[] subsets = data.Metrics.Subsets(Task);
        if (subsets.Length == 0)
        {
            html.NotAvailable("Human triplets to measure on", "The profile names none (data.test_triplets, data.heldout_triplets).");
            return;
        }

        html.Raw($"<p class=\"lead\">{Sentence(data, Task, subsets, Metric)}</p>\n");
        html.Figure(
            "fig-answer",
            "Odd-one-out accuracy on human triplets. Lines are 95 % intervals; dashed: the human similarity itself, where given; dotted: chance, 1/3. In brackets the difference to the "
            + "untouched student, * where p < 0.05 after Holm's correction.",
            Sources(data), subsets.Select((subset, index) => IntervalPanel.Draw(data, $"fig-answer-{index}", (Task, subset, Metric), (0, 1), Chance, "similarity")));
    }

    private static IReadOnlyList<string> Sources(ReportData data) => [data.Source("metrics"), .. data.Has("comparisons") ? new[] { data.Source("comparisons") } : []];

    private static string Sentence(ReportData data, string task, string[] subsets, string metric)
    {
        List<string> parts = [];
        foreach (string subset in subsets)
        {
            if (data.Metrics.Find("student", "original", task, subset, metric) is { } before && data.Metrics.Find("student", "alignet", task, subset, metric) is { } after)
            {
                ComparisonRow? gain = data.Comparisons.Find("student", task, subset, metric, "original", "alignet");
                string change = gain is null ? "" : MetricFormat.IsSignificant(gain) ? $" ({MetricFormat.Signed(gain.Difference, 3)})" : $" ({MetricFormat.Signed(gain.Difference, 3)}, not significant)";
                parts.Add($"<strong>{ReportPage.Text(subset)}</strong> from {SourceLink.Number(MetricFormat.Number(before.Value), data.Source("metrics"))} to {SourceLink.Number(MetricFormat.Number(after.Value), data.Source("metrics"))}{change}");
            }
        }

        return parts.Count == 0 ? "The student was not measured before and after alignment." : $"Alignment takes the student’s agreement with people: {string.Join("; ", parts)}.";
    }

    /// <summary>Says which settings the profile has no data for; tables and figures leave them out.</summary>
    private static void Missing(SectionHtml html, ReportData data)
    {
        string[] missing =
        [
            .. MetricFormat.Settings.Where(setting => !data.Metrics.Has("student", setting)).Select(setting => $"student, {MetricFormat.Setting(setting)}"),
            .. MetricFormat.TeacherSettings.Where(setting => !data.Metrics.Has("teacher", setting)).Select(setting => $"teacher, {MetricFormat.Setting(setting)}"),
        ];
        if (missing.Length > 0)
        {
            html.Paragraph($"Not available in this profile: {string.Join("; ", missing)}.", isNote: true);
        }
    }
}
