using AligNet.Artifacts;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report.Sections;

/// <summary>How variance spreads over principal components (METHOD 8.8), and how alike the geometries of models are before and after (8.9).</summary>
internal sealed class GeometrySection : IReportSection
{
    private const int MostComponents = 40;
    private const string Ratio = "participation ratio", Share = "explained variance";

    /// <inheritdoc/>
    public string Id => "geometry";

    /// <inheritdoc/>
    public string Heading => "Spectra and the similarity of geometries";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        if (!data.Has("spectra") || data.Table("spectra").Rows == 0)
        {
            html.NotAvailable("Spectra and geometries", "There are fewer than three images that every model was run on.");
            return;
        }

        Spectra(html, data, data.Table("spectra"));
        html.Heading("How alike the geometries are");
        Similarities(html, data, data.Table("geometry"));
    }

    private static void Spectra(SectionHtml html, ReportData data, Table spectra)
    {
        (string[] models, string[] settings) = (spectra.Get<string>("model"), spectra.Get<string>("setting"));
        (int[] components, double[] cumulative) = (spectra.Get<int>("component"), spectra.Get<double>("cumulative"));
        html.Heading("Variance along principal components");
        html.Figure(
            "fig-spectra", "Share of the variance that the first principal components explain together.", [data.Source("spectra")],
            new[] { "student", "teacher" }.Where(models.Contains).Select((model, index) => LinePanel.Draw(
                $"fig-spectra-{index}", model == "student" ? "Student" : "Teacher", Said(data, model), "components",
                [.. MetricFormat.Settings.Select(setting => (setting, Rows(model, setting))).Where(series => series.Item2.Length > 0 && series.Item2.All(row => double.IsFinite(cumulative[row])))
                    .Select(series => (series.setting, series.Item2.Select(row => (double)components[row]).ToArray(), series.Item2.Select(row => cumulative[row]).ToArray()))])),
            [.. MetricFormat.Settings.Where(settings.Contains).Select(setting => (MetricFormat.Setting(setting), setting))]);
        string[] first = [.. data.Metrics.Subsets("spectrum").Where(subset => MetricFormat.Settings.Any(setting => data.Metrics.Find("student", setting, "spectrum", subset, Share) is not null))];
        string[] all = [.. data.Metrics.Subsets("spectrum").Except(first)];
        SettingTables.Values(html, data, "spectrum", Share, first, $"That share in numbers. {Intervals(data)}", marksBest: false);
        SettingTables.Differences(html, data, "spectrum", Share, first, "Its differences between settings.");
        SettingTables.Values(html, data, "spectrum", Ratio, all, "Participation ratio: the number of equally strong components that would spread the variance as much.", marksBest: false, isFolded: false);

        int[] Rows(string model, string setting) => [.. Enumerable.Range(0, spectra.Rows).Where(row => models[row] == model && settings[row] == setting).Take(MostComponents)];
    }

    private static string Said(ReportData data, string model) => string.Join("; ", MetricFormat.Settings.SelectMany(setting => data.Metrics.Subsets("spectrum")
        .Select(subset => (setting, subset, Row: data.Metrics.Find(model, setting, "spectrum", subset, Share))).Where(found => found.Row is not null))
        .Select(found => $"{MetricFormat.Setting(found.setting)}, {found.subset}: {MetricFormat.Number(found.Row!.Value)}")) + ".";

    private static string Intervals(ReportData data) => data.Metrics.Subsets("spectrum").SelectMany(subset => MetricFormat.Settings.SelectMany(setting => new[] { Share, Ratio }
        .Select(metric => data.Metrics.Find("student", setting, "spectrum", subset, metric)))).FirstOrDefault(row => row is not null) is { } row
        ? $"95 % intervals by a jackknife over {row.N:N0} {row.Unit}."
        : "";

    private static void Similarities(SectionHtml html, ReportData data, Table geometry)
    {
        string[] subsets = data.Metrics.Subsets("geometry");
        if (subsets.Length == 0)
        {
            html.NotAvailable("Similarity to the teacher", "The profile names no teacher (data.teacher).");
        }
        else
        {
            html.Figure(
                "fig-geometry",
                "Does the student's arrangement of the images become more like the teacher's? RSA: Spearman correlation of the two Pearson similarity matrices. CKA: linear centred kernel alignment. Lines are 95 % intervals; "
                + "in brackets the difference to the untouched student, * where p < 0.05 after Holm's correction.",
                [data.Source("metrics")],
                Geometries.MeasureNames.SelectMany((measure, index) => subsets.Select((subset, place) => IntervalPanel.Draw(
                    data, $"fig-geometry-{index}-{place}", ("geometry", subset, measure), (Lowest(data, subset, measure), 1), null, "noise-ceiling", $"{(index == 0 ? "RSA" : "CKA")} {subset}"))));
            foreach (string measure in Geometries.MeasureNames)
            {
                SettingTables.Differences(html, data, "geometry", measure, subsets, $"Differences in similarity to the teacher ({measure}). {Intervals(data)}");
            }
        }

        (string[] firstModel, string[] firstSetting, string[] secondModel, string[] secondSetting) =
            (geometry.Get<string>("model_1"), geometry.Get<string>("setting_1"), geometry.Get<string>("model_2"), geometry.Get<string>("setting_2"));
        (string[] measures, double[] values, double?[] low, double?[] high) =
            (geometry.Get<string>("measure"), geometry.Get<double>("value"), geometry.Get<double?>("ci_low"), geometry.Get<double?>("ci_high"));
        html.Table(
            $"Similarity of each two models and settings. {Intervals(data)}", [data.Source("geometry")], ["", .. Geometries.MeasureNames],
            Enumerable.Range(0, geometry.Rows).GroupBy(row => (firstModel[row], firstSetting[row], secondModel[row], secondSetting[row])).Select(pair => (IReadOnlyList<string>)
            [
                ReportPage.Text($"{Name(pair.Key.Item1, pair.Key.Item2)} – {Name(pair.Key.Item3, pair.Key.Item4)}"),
                .. Geometries.MeasureNames.Select(measure => pair.Where(row => measures[row] == measure).Select(row => MetricFormat.Plain(values[row], low[row], high[row], data.Source("geometry"))).FirstOrDefault() ?? "<td>–</td>"),
            ]), isFolded: true);

        static string Name(string model, string setting) => $"{(model == "teacher" ? "teacher" : "student")}, {MetricFormat.Setting(setting)}";
    }

    private static double Lowest(ReportData data, string subset, string measure) => MetricFormat.Settings
        .Select(setting => data.Metrics.Find("student", setting, "geometry", subset, measure)).Where(row => row is not null)
        .Select(row => row!.Low is { } low && double.IsFinite(low) ? Math.Min(low, row.Value) : row.Value).Where(double.IsFinite).Append(0).Min();
}
