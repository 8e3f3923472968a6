using System.IO;
using AligNet.Artifacts;
using AligNet.Stages.Evaluate;
using AligNet.Stages.Report;

namespace AligNet.Pipeline.Ablations;

/// <summary>The page of an ablation, one self-contained file in the report's style: <c>reports/ablation-STUDY.html</c> in the store's folder.</summary>
internal static class AblationPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>Its path.</returns>
    public static string Write(
        string store, string tables, PipelineArguments arguments, string named, AblationStudy study, IReadOnlyList<AblationObservation> found, IReadOnlyList<AblationSummary> summary,
        IReadOnlyList<AblationAnovaRow> anova, IReadOnlyList<string> notes, int? best)
    {
        var page = new ReportPage($"Ablation: {study.Name}");
        page.Add("answer", "What came out", Answer(store, study, found, summary, notes, best));
        if (anova.Count > 0)
        {
            var html = new SectionHtml();
            html.Paragraph("Every variant was measured on the same units, so these are repeated measures. The corrected p-value takes Greenhouse and Geisser's ε times both degrees of freedom; η² is generalised.");
            html.Table("Analyses of variance", [], AblationText.AnovaHeader, anova.Select(row => (IReadOnlyList<string>)[.. AblationText.Cells(row).Select(ReportPage.Text)]), isText: true);
            page.Add("anova", "Analyses of variance", html);
        }

        page.Add("provenance", "Provenance", Provenance(tables, arguments, named, study, found));
        string path = Path.Combine(store, "reports", $"ablation-{study.Name}.html");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFiles.WriteText(path, page.ToHtml(""));
        return path;
    }

    private static SectionHtml Answer(string store, AblationStudy study, IReadOnlyList<AblationObservation> found, IReadOnlyList<AblationSummary> summary, IReadOnlyList<string> notes, int? best)
    {
        var html = new SectionHtml();
        html.Raw($"<p class=\"lead\">{ReportPage.Text(study.Description)}</p>\n");
        foreach (string note in notes)
        {
            html.Paragraph(note);
        }

        IGrouping<string, AblationSummary>[] measures = [.. summary.GroupBy(row => row.Name)];
        string first = study.Variants[0].Name;
        html.Figure(
            "fig-variants",
            $"Every variant ({string.Join(" · ", study.Factors.Select(factor => factor.Name))}) with its 95 % interval; in brackets the difference to “{first}”, * where p < 0.05 after Holm's correction over all differences of the study."
            + (study.Reference.Length > 0 ? $" The line (or the arrow, where it is far off) is the {MetricFormat.Setting(study.Reference).ToLowerInvariant()} student of the first variant." : ""),
            [], measures.Select((measure, index) => AblationPanel.Draw($"fig-variants-{index}", study, [.. measure], Reference(store, study, found, measure.Key), best)), Legend(study));
        html.Table(
            $"The same in numbers: the value, and the difference to “{first}” over the same units where there are such. Bold: the best value of a measure, and differences with p < 0.05 after Holm's correction.", [],
            ["Measure", .. study.Factors.Select(factor => factor.Name), "Value", "n", $"Difference to {first}", "Test"],
            summary.Select(row => Row(study, row, measures)), isText: true);
        return html;
    }

    private static IReadOnlyList<string> Row(AblationStudy study, AblationSummary row, IGrouping<string, AblationSummary>[] measures)
    {
        double[] values = [.. measures.Single(measure => measure.Key == row.Name).Select(other => other.Value).Where(double.IsFinite)];
        bool isBest = values.Length > 1 && row.Value == (row.Measure.HigherIsBetter ? values.Max() : values.Min());
        var value = new MetricRow(row.Value, row.Low, row.High, row.N, row.Unit);
        string difference = row.Difference is { } change
            ? $"<td{(row.PHolm < 0.05 ? " class=\"best\"" : "")}>{MetricFormat.Signed(change, 3)}{Interval(row)}</td>" : "<td>–</td>";
        return
        [
            ReportPage.Text(row.Name), .. study.Variants[row.Variant].Levels.Select(ReportPage.Text),
            $"<td{(isBest ? " class=\"best\"" : "")}>{MetricFormat.Number(value.Value)}{(MetricFormat.HasInterval(row.Low, row.High) ? $"<span class=\"interval\">{MetricFormat.Number(row.Low!.Value)} to {MetricFormat.Number(row.High!.Value)}</span>" : "")}</td>",
            $"{row.N:N0} {ReportPage.Text(row.Unit)}", difference, ReportPage.Text(row.Test),
        ];
    }

    private static string Interval(AblationSummary row) => (MetricFormat.HasInterval(row.DifferenceLow, row.DifferenceHigh)
        ? $"<span class=\"interval\">{MetricFormat.Signed(row.DifferenceLow!.Value, 3)} to {MetricFormat.Signed(row.DifferenceHigh!.Value, 3)}</span>" : "")
        + (row.PHolm is { } p ? $"<span class=\"interval\">{ReportPage.Text(MetricFormat.Probability(p))}</span>" : "");

    /// <summary>The reference setting's number in the evaluation of the first variant.</summary>
    private static (string Name, double Value)? Reference(string store, AblationStudy study, IReadOnlyList<AblationObservation> found, string measure)
    {
        AblationObservation? first = found.FirstOrDefault(one => one.Name == measure && one.Variant == 0);
        if (study.Reference.Length == 0 || first is null)
        {
            return null;
        }

        StoredMetric? row = StoredMetric.Read(Path.Combine(store, first.Artifact)).FirstOrDefault(metric =>
            metric.Setting == study.Reference && (metric.Model, metric.Task, metric.Subset, metric.Name) == (first.Metric.Model, first.Metric.Task, first.Metric.Subset, first.Metric.Name));
        return row is null ? null : (MetricFormat.Setting(study.Reference).ToLowerInvariant(), row.Value);
    }

    private static (string Name, string Class)[] Legend(AblationStudy study) => study.Factors.Count == 1 ? []
        : [.. study.Variants.Select((variant, index) => (variant, index)).DistinctBy(pair => AblationPanel.Style(study, pair.index))
            .Select(pair => (pair.variant.Setting is { } setting ? MetricFormat.Setting(setting) : $"{study.Factors[0].Name} {pair.variant.Levels[0]}", AblationPanel.Style(study, pair.index)))];

    private static SectionHtml Provenance(string tables, PipelineArguments arguments, string named, AblationStudy study, IReadOnlyList<AblationObservation> found)
    {
        var html = new SectionHtml();
        html.Heading("The command that makes it again").Raw($"<pre><code>{ReportPage.Text(ReportRecord.Command(arguments, $"Ablate --study={ReportRecord.Quoted(named)}"))}</code></pre>\n");
        html.Table(
            "What each variant sets" + (study.Set.Count > 0 ? $", beside {string.Join(", ", study.Set)}" : ""), [], ["Variant", "Options"],
            study.Variants.Select(variant => (IReadOnlyList<string>)[ReportPage.Text(variant.Name), variant.Set.Count == 0 ? "–" : $"<code>{ReportPage.Text(string.Join(" ", variant.Set))}</code>"]), isText: true);
        html.Table(
            "Where the numbers were read", [], ["Artifact", "Variant", "Seed"],
            found.DistinctBy(one => (one.Artifact, one.Variant, one.Seed)).Select(one => (IReadOnlyList<string>)
                [$"<a href=\"../{one.Artifact}/metrics.parquet\">{one.Artifact}</a>", ReportPage.Text(study.Variants[one.Variant].Name), one.Seed is { } seed ? $"{seed}" : "–"]), isText: true);
        string folder = Path.GetFileName(tables);
        html.Raw($"<p>Tables: {string.Join(", ", new[] { "observations", "summary", "anova" }.Select(table => $"<a href=\"../ablations/{ReportPage.Text(folder)}/{table}.parquet\">ablations/{ReportPage.Text(folder)}/{table}.parquet</a>"))}.</p>\n");
        return html;
    }
}
