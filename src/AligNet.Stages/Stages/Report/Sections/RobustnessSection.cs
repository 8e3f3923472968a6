using System.IO;
using AligNet.Artifacts;
using AligNet.Imaging;
using AligNet.Imaging.Corruptions;
using AligNet.Numerics;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report.Sections;

/// <summary>A read-out of clean images on corrupted ones and on other sets of images (METHOD 8.7), and what the corruptions look like.</summary>
internal sealed class RobustnessSection : IReportSection
{
    private const int SheetQuality = 72;

    private static readonly (string Name, Corruption[] Types)[] Groups =
    [
        ("Noise", [Corruption.GaussianNoise, Corruption.ShotNoise, Corruption.ImpulseNoise]),
        ("Blur", [Corruption.DefocusBlur, Corruption.GlassBlur, Corruption.MotionBlur, Corruption.ZoomBlur]),
        ("Weather", [Corruption.Snow, Corruption.Frost, Corruption.Fog, Corruption.Brightness]),
        ("Digital", [Corruption.Contrast, Corruption.ElasticTransform, Corruption.Pixelate, Corruption.JpegCompression]),
        ("Extra types, not in the mean", [Corruption.SpeckleNoise, Corruption.GaussianBlur, Corruption.Spatter, Corruption.Saturate]),
    ];

    /// <summary>A line of a table: what it is about, and its name.</summary>
    private sealed record Row(string Task, string Subset, string Metric, string Name);

    /// <inheritdoc/>
    public string Id => "robustness";

    /// <inheritdoc/>
    public string Heading => "Robustness";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        string[] subsets = data.Metrics.Subsets(RobustnessTask.Task);
        if (!subsets.Contains(RobustnessTask.CleanSubset))
        {
            html.NotAvailable("Robustness", "The profile names no labelled images for a read-out to learn from (data.clean_images).");
        }
        else if (!subsets.Contains(RobustnessTask.MeanSubset))
        {
            html.NotAvailable("Corruptions", "None was asked for (plan-robustness.severities).");
            SettingTables.Values(html, data, RobustnessTask.Task, RobustnessTask.Accuracy, [RobustnessTask.CleanSubset], "Accuracy of the read-out on held-back clean images, with 95 % intervals over images.", isFolded: false);
        }
        else
        {
            Corruptions(html, data);
        }

        Sheet(html, data);
        Sets(html, data);
    }

    private static void Corruptions(SectionHtml html, ReportData data)
    {
        string[] tested = data.Metrics.Subsets(RobustnessTask.TypesTask);
        string[] settings = [.. MetricFormat.Settings.Where(setting => data.Metrics.Find("student", setting, RobustnessTask.Task, RobustnessTask.CleanSubset, RobustnessTask.Accuracy) is not null)];
        html.Paragraph(
            "A linear read-out of the frozen representation learns clean images. It is tested on held-back images as they are, and under the corruptions of ImageNet-C at rising severities. "
            + "A setting may lose little under corruption because it had little to lose: the last line of the first table divides by the accuracy on clean images.");
        (string Name, Corruption[] Types)[] groups =
            [.. Groups.Select(group => (group.Name, (Corruption[])[.. group.Types.Where(type => tested.Contains(CorruptionTypes.NameOf(type)))])).Where(group => group.Item2.Length > 0)];
        html.Figure(
            "fig-robustness",
            "Accuracy against severity; 0 is the image untouched. Faint vertical lines are 95 % intervals over images.",
            [data.Source("metrics")],
            [
                Panel(data, "fig-robustness-mean", "Mean over the benchmark's types", settings, [RobustnessTask.MeanSubset]),
                .. groups.Select((group, index) => Panel(data, $"fig-robustness-{index}", group.Name, settings, [.. group.Types.Select(CorruptionTypes.NameOf)])),
            ],
            [.. settings.Select(setting => (MetricFormat.Setting(setting), setting))]);

        Row[] rows =
        [
            new(RobustnessTask.Task, RobustnessTask.CleanSubset, RobustnessTask.Accuracy, "clean"), new(RobustnessTask.Task, RobustnessTask.MeanSubset, RobustnessTask.Accuracy, "mean corruption"),
            new(RobustnessTask.Task, RobustnessTask.MeanSubset, RobustnessTask.Relative, "mean corruption ÷ clean"),
        ];
        Row[] types =
            [.. CorruptionTypes.All.Select(CorruptionTypes.NameOf).Where(tested.Contains).Select(name => new Row(RobustnessTask.TypesTask, name, RobustnessTask.Accuracy, name.Replace('_', ' ')))];
        Table(html, data, "Accuracy of the read-out, with 95 % bootstrap intervals over images. The mean is over the benchmark's fifteen types, as far as they were tested, and their severities. Bold: the best student.", rows, isFolded: false);
        Differences(html, data, "Differences between settings of the student over the same images, with 95 % intervals.", rows);
        Table(html, data, "Accuracy by type of corruption, mean over severities.", types, isFolded: true);
        Differences(html, data, "Differences by type of corruption.", types);
        if (data.Has("readouts"))
        {
            ReadOuts(html, data);
        }
    }

    private static string Panel(ReportData data, string id, string group, string[] settings, string[] types)
    {
        (string Name, IReadOnlyList<(string, (int, MetricRow)[])> Lines)[] plots =
        [
            .. types.Select(type => (
                types.Length == 1 && type == RobustnessTask.MeanSubset ? "" : type.Replace('_', ' '),
                (IReadOnlyList<(string, (int, MetricRow)[])>)[.. settings.Select(setting => (setting, Points(setting, type)))])),
        ];
        string said = string.Join("; ", types.Select(type => $"{type.Replace('_', ' ')}: " + string.Join(", ", settings.Select(setting =>
            $"{MetricFormat.Setting(setting)} {string.Join(' ', Points(setting, type).Select(point => $"{MetricFormat.Number(point.Item2.Value)} at {point.Item1}"))}"))));
        return SeverityPanel.Draw(id, group, $"Accuracy at severities from 0. {said}.", plots);

        (int, MetricRow)[] Points(string setting, string type) =>
        [
            .. Enumerable.Range(0, CorruptionTypes.Severities + 1)
                .Select(severity => (severity, data.Metrics.Find("student", setting, severity == 0 || type == RobustnessTask.MeanSubset ? RobustnessTask.Task : RobustnessTask.TypesTask, severity == 0 ? RobustnessTask.CleanSubset : RobustnessTask.SubsetOf(type, severity), RobustnessTask.Accuracy)))
                .Where(point => point.Item2 is { Value: not double.NaN }).Select(point => (point.severity, point.Item2!)),
        ];
    }

    private static void Table(SectionHtml html, ReportData data, string caption, Row[] rows, bool isFolded)
    {
        (string Model, string Setting)[] columns =
        [
            .. MetricFormat.Settings.Select(setting => ("student", setting)).Concat(MetricFormat.TeacherSettings.Select(setting => ("teacher", setting))).Where(column => data.Metrics.Has(column.Item1, column.setting)),
        ];
        string source = data.Source("metrics");
        html.Table(caption, [source], ["", .. columns.Select(column => $"{(column.Model == "teacher" ? "Teacher, " : "")}{MetricFormat.Setting(column.Setting)}")], rows.Select(row =>
        {
            MetricRow?[] found = [.. columns.Select(column => data.Metrics.Find(column.Model, column.Setting, row.Task, row.Subset, row.Metric))];
            double? best = found.Where((_, column) => columns[column].Model == "student").Max(number => number?.Value);
            return (IReadOnlyList<string>)[ReportPage.Text(row.Name), .. found.Select((number, column) => MetricFormat.Cell(number, source, columns[column].Model == "student" && number?.Value >= best))];
        }), isFolded: isFolded, counts: ["", .. columns.Select(column => MetricFormat.Count(
            rows.Select(row => data.Metrics.Find(column.Model, column.Setting, row.Task, row.Subset, row.Metric)).OfType<MetricRow>().Select(number => (number.N, number.Unit))))]);
    }

    private static void Differences(SectionHtml html, ReportData data, string caption, Row[] rows)
    {
        (string Before, string After)[] pairs = data.Comparisons.Pairs("student", rows[0].Task, rows[0].Metric);
        if (pairs.Length == 0)
        {
            return;
        }

        string source = data.Source("comparisons");
        html.Table(
            $"{caption} Bold: p < 0.05 after Holm's correction over the {data.Comparisons.CountOf(rows[0].Task):N0} comparisons of this task.", [source],
            ["", .. pairs.Select(pair => $"{MetricFormat.Setting(pair.After)} − {MetricFormat.Setting(pair.Before)}")],
            rows.Select(row => (IReadOnlyList<string>)
                [ReportPage.Text(row.Name), .. pairs.Select(pair => MetricFormat.Cell(data.Comparisons.Find("student", row.Task, row.Subset, row.Metric, pair.Before, pair.After), source))]), isFolded: true);
    }

    private static void ReadOuts(SectionHtml html, ReportData data)
    {
        Table table = data.Table("readouts");
        (string[] model, string[] setting, int[] classes, int[] images, double[] c) =
            (table.Get<string>("model"), table.Get<string>("setting"), table.Get<int>("classes"), table.Get<int>("train_images"), table.Get<double>("c"));
        string said = $"Each read-out learned {classes[0]} classes from {images[0]:N0} images. C, the inverse strength of its penalty, as evaluate-robustness.c gave it or cross-validation inside these images chose it: "
            + string.Join(", ", Enumerable.Range(0, table.Rows).Select(row => $"{c[row]:G3} ({model[row]}, {MetricFormat.Setting(setting[row])})")) + ".";
        html.Raw($"<p class=\"note\">{ReportPage.Text(said)}{SourceLink.List([data.Source("readouts")])}</p>\n");
    }

    private static void Sheet(SectionHtml html, ReportData data)
    {
        const string Caption = "What the corruptions look like: for each sample image the image untouched, then severities 1 to 5.";
        html.Heading("Contact sheet");
        if (!data.Has("corruptions-sheet") || data.Options.SheetWidth == 0)
        {
            html.NotAvailable("The contact sheet", "report.sheet_width = 0 leaves it out.");
            return;
        }

        string path = data.Path("corruptions-sheet");
        RgbImage sheet = ImageDecoder.Decode(File.ReadAllBytes(path), path);
        int width = Math.Min(sheet.Width, data.Options.SheetWidth);
        int height = Math.Max(1, (int)Math.Round((double)sheet.Height * width / sheet.Width));
        byte[] shown = ImageEncoder.WebP(width == sheet.Width ? sheet : ImageResampler.Resize(sheet, width, height, ResamplingFilter.Bicubic), SheetQuality);
        html.Raw(
            $"<figure id=\"fig-corruptions\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Contact sheet of corruptions\"><img class=\"sheet\" width=\"{width}\" height=\"{height}\" "
            + $"alt=\"Rows: the {CorruptionTypes.All.Count} corruptions of ImageNet-C. Columns: sample images, each clean and at five severities.\" src=\"data:image/webp;base64,{Convert.ToBase64String(shown)}\"></div>"
            + $"<figcaption>{ReportPage.Text(Caption)}{SourceLink.List([data.Source("corruptions-sheet")])}</figcaption></figure>\n");
    }

    private static void Sets(SectionHtml html, ReportData data)
    {
        html.Heading("Other sets of images");
        string[] sets = data.Metrics.Subsets(RobustnessTask.SetsTask);
        if (sets.Length == 0)
        {
            html.NotAvailable("Other sets of images", "The profile names none, such as ImageNet-A, -R, -V2 or ReaL (data.robustness).");
            return;
        }

        html.Figure(
            "fig-robustness-sets",
            "Accuracy of the same read-out on other sets, with 95 % intervals over images: an image counts as right when any of its right classes is chosen; in brackets the difference to the untouched student, * where p < 0.05 after Holm's correction.",
            [data.Source("metrics")], sets.Select((set, index) => IntervalPanel.Draw(data, $"fig-robustness-sets-{index}", (RobustnessTask.SetsTask, set, RobustnessTask.Accuracy), (0, 1), null, "noise-ceiling")));
        SettingTables.Values(html, data, RobustnessTask.SetsTask, RobustnessTask.Accuracy, sets, "The same in numbers. Bold: the best student.");
        SettingTables.Differences(html, data, RobustnessTask.SetsTask, RobustnessTask.Accuracy, sets, "Differences over the same images, with 95 % intervals.");
    }
}
