using System.IO;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Ablations;

/// <summary>The tables of an ablation, in the store beside the artifacts they came from: <c>ablations/STUDY-HASH/</c> with observations, summary and anova, Parquet.</summary>
/// <remarks>The hash is over the study and the artifacts that its numbers were read from, so the same numbers lie in the same folder with the same bytes.</remarks>
internal static class AblationTables
{
    /// <summary>Writes the tables.</summary>
    /// <returns>Their folder.</returns>
    public static string Write(
        string store, AblationStudy study, IReadOnlyList<AblationObservation> found, IReadOnlyList<AblationSummary> summary, IReadOnlyList<AblationAnovaRow> anova)
    {
        string folder = Path.Combine(store, "ablations", $"{study.Name}-{Hash(study, found)}");
        Directory.CreateDirectory(folder);
        IReadOnlyList<AblationVariant> variants = study.Variants;
        WriteTable("observations.parquet", new Table(
        [
            .. Columns(study, found.Select(one => variants[one.Variant])),
            Text("seed", found, one => one.Seed is { } seed ? $"{seed}" : ""), Text("measure", found, one => one.Name), Text("model", found, one => one.Metric.Model),
            Text("setting", found, one => one.Metric.Setting), Text("task", found, one => one.Metric.Task), Text("subset", found, one => one.Metric.Subset),
            Text("metric", found, one => one.Metric.Name), Column.Of("value", found.Select(one => one.Metric.Value).ToArray()),
            Column.Of("ci_low", found.Select(one => one.Metric.Low).ToArray()), Column.Of("ci_high", found.Select(one => one.Metric.High).ToArray()),
            Column.Of("n", found.Select(one => one.Metric.N).ToArray()), Text("unit", found, one => one.Metric.Unit), Text("artifact", found, one => one.Artifact),
        ]));
        WriteTable("summary.parquet", new Table(
        [
            .. Columns(study, summary.Select(row => variants[row.Variant])),
            Text("measure", summary, row => row.Name), Column.Of("value", summary.Select(row => row.Value).ToArray()),
            Column.Of("ci_low", summary.Select(row => row.Low).ToArray()), Column.Of("ci_high", summary.Select(row => row.High).ToArray()),
            Column.Of("n", summary.Select(row => row.N).ToArray()), Text("unit", summary, row => row.Unit),
            Column.Of("difference", summary.Select(row => row.Difference).ToArray()), Column.Of("difference_low", summary.Select(row => row.DifferenceLow).ToArray()),
            Column.Of("difference_high", summary.Select(row => row.DifferenceHigh).ToArray()), Column.Of("p_value", summary.Select(row => row.PValue).ToArray()),
            Column.Of("p_holm", summary.Select(row => row.PHolm).ToArray()), Text("test", summary, row => row.Test),
        ]));
        WriteTable("anova.parquet", new Table(
            Text("measure", anova, row => row.Measure), Text("repeated_over", anova, row => row.Repeated), Column.Of("subjects", anova.Select(row => row.Subjects).ToArray()),
            Text("effect", anova, row => row.Effect), Column.Of("f", anova.Select(row => row.Result.F).ToArray()),
            Column.Of("effect_degrees", anova.Select(row => row.Result.EffectDegrees).ToArray()), Column.Of("error_degrees", anova.Select(row => row.Result.ErrorDegrees).ToArray()),
            Column.Of("p_value", anova.Select(row => row.Result.PValue).ToArray()), Column.Of("epsilon", anova.Select(row => row.Result.Epsilon).ToArray()),
            Column.Of("p_corrected", anova.Select(row => row.Result.CorrectedPValue).ToArray()),
            Column.Of("generalised_eta_squared", anova.Select(row => row.Result.GeneralisedEtaSquared).ToArray())));
        return folder;

        void WriteTable(string name, Table table)
        {
            // Renamed into place, so that a reader of an earlier sweep's table never sees half of this one.
            string draft = Path.Combine(folder, $".{name}-{Environment.ProcessId}");
            ParquetTable.Write(draft, table);
            File.Move(draft, Path.Combine(folder, name), overwrite: true);
        }
    }

    private static string Hash(AblationStudy study, IReadOnlyList<AblationObservation> found)
    {
        var hash = new Fingerprint();
        hash.Add("study", study.Name).Add("repeated", string.Join(' ', study.Repeated)).Add("choose", study.Choose).Add("observations", found.Count);
        foreach (AblationObservation one in found)
        {
            hash.Add("variant", study.Variants[one.Variant].Name).Add("seed", one.Seed?.ToString() ?? "").Add("measure", one.Name).Add("setting", one.Metric.Setting).Add("artifact", one.Artifact);
        }

        return hash.ToString()[..12];
    }

    private static IEnumerable<Column> Columns(AblationStudy study, IEnumerable<AblationVariant> rows)
    {
        AblationVariant[] all = [.. rows];
        return
        [
            Column.Of("variant", all.Select(variant => variant.Name).ToArray()),
            .. study.Factors.Select((factor, index) => Column.Of($"factor: {factor.Name}", all.Select(variant => variant.Levels[index]).ToArray())),
        ];
    }

    private static Column<string> Text<T>(string name, IReadOnlyList<T> rows, Func<T, string> value) => Column.Of(name, rows.Select(value).ToArray());
}
