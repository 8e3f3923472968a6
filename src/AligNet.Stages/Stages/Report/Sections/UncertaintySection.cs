using System.Text;
using AligNet.Artifacts;

namespace AligNet.Stages.Report.Sections;

/// <summary>Whether a model hesitates where people do (METHOD 8.4): entropy of its answers against people's response times.</summary>
internal sealed class UncertaintySection : IReportSection
{
    private const string Metric = "entropy and log response time";
    private const double Left = 40, Top = 40, Bottom = 214, Size = 258;
    private const int MostPoints = 1500, Bins = 28, Groups = 8;

    /// <inheritdoc/>
    public string Id => "uncertainty";

    /// <inheritdoc/>
    public string Heading => "Uncertainty and response times";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        string[] subsets = data.Metrics.Subsets("uncertainty");
        if (subsets.Length == 0)
        {
            html.NotAvailable("Uncertainty", "The profile names no responses with response times (data.levels), or too few.");
            return;
        }

        html.Paragraph("Does the student hesitate where people do? Each dot is a triplet: the time that people took for it, and the entropy of the student's three answers.");
        if (data.Has("trials") && Timed(data.Table("trials")) is { Length: > 0 } trials)
        {
            html.Figure(
                "fig-uncertainty",
                $"Entropy of the student's answers against people's mean response time (geometric, logarithmic axis). The line joins the means of {Groups} groups of equally many triplets; ρ is Spearman's correlation over all levels: of ranks, so it does not see how far entropies spread. "
                + "At ln 3 = 1.10 nats a student is undecided between the three."
                + (trials.Length > MostPoints * MetricFormat.Settings.Count ? " Shades count triplets." : ""),
                [data.Source("trials"), data.Source("metrics")],
                MetricFormat.Settings.Where(setting => trials.Any(trial => trial.Setting == setting)).Select(setting => Panel(data, setting, [.. trials.Where(trial => trial.Setting == setting)])));
        }
        else
        {
            html.NotAvailable("Response times of single triplets", "No response has a time within evaluate-levels.max_response_time_ms.");
        }

        foreach (string metric in data.Metrics.Metrics("uncertainty"))
        {
            SettingTables.Values(html, data, "uncertainty", metric, subsets, $"Spearman correlation of {metric}, with 95 % bootstrap intervals over triplets. Bold: the best student."
                + (metric == Metric ? " Split halves: how far people's mean times agree with themselves (Spearman–Brown); no model can be expected to correlate more than the square root of it." : ""), isFolded: metric != Metric);
        }

        SettingTables.Differences(html, data, "uncertainty", Metric, subsets, "Differences between the correlations with response times, over the same triplets.");
    }

    private static (string Setting, double Time, double Entropy)[] Timed(Table trials)
    {
        (string[] model, string[] setting) = (trials.Get<string>("model"), trials.Get<string>("setting"));
        (double[] entropy, double?[] time) = (trials.Get<double>("entropy_nats"), trials.Get<double?>("mean_log_response_time_ms"));
        return [.. Enumerable.Range(0, trials.Rows).Where(row => model[row] == "student" && time[row] is not null).Select(row => (setting[row], time[row]!.Value, entropy[row]))];
    }

    private static string Panel(ReportData data, string setting, (string Setting, double Time, double Entropy)[] trials)
    {
        MetricRow? correlation = data.Metrics.Find("student", setting, "uncertainty", "all levels", Metric);
        string rho = correlation is null ? "" : $", ρ = {MetricFormat.Signed(correlation.Value, 2)}";
        var panel = new SvgPanel($"fig-uncertainty-{setting}", $"{MetricFormat.Setting(setting)}: entropy against response time", Size, Bottom + 38);
        var x = LinearScale.Over(trials.Select(trial => trial.Time), Left, Size - 6);
        var y = new LinearScale(-0.03, Math.Log(3) + 0.03, Bottom, Top);
        panel.Text(0, 13, MetricFormat.Setting(setting) + rho, style: "b").Text(0, 30, "entropy, nats", style: "q");
        foreach (double tick in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            panel.Line(Left, y.At(tick), x.End, y.At(tick), "gr").Text(Left - 6, y.At(tick) + 4, LinearScale.Label(tick), "end", "q");
        }

        foreach (double seconds in Seconds(x))
        {
            double at = x.At(Math.Log(seconds * 1000));
            panel.Line(at, Bottom, at, Bottom + 4, "ax").Text(at, Bottom + 17, LinearScale.Label(seconds), "middle", "q");
        }

        panel.Line(Left, Bottom, x.End, Bottom, "ax").Text((Left + x.End) / 2, Bottom + 34, "response time, s", "middle", "q");
        if (trials.Length <= MostPoints)
        {
            var dots = new StringBuilder();
            foreach ((_, double time, double entropy) in trials)
            {
                dots.Append($"M{SvgPanel.At(x.At(time))} {SvgPanel.At(y.At(entropy))}h0");
            }

            panel.Raw($"<path class=\"pt {setting}\" stroke-width=\"4\" d=\"{dots}\"/>");
        }
        else
        {
            Shades(panel, setting, trials, x, y);
        }

        (double Time, double Entropy)[] means = Means(trials);
        panel.Raw($"<path class=\"mn\" d=\"M{string.Join('L', means.Select(mean => $"{SvgPanel.At(x.At(mean.Time))} {SvgPanel.At(y.At(mean.Entropy))}"))}\"/>");
        return panel.ToSvg(
            $"{trials.Length} triplets{rho}. Mean entropy rises from {means[0].Entropy:F2} nats where people answer in {Math.Exp(means[0].Time) / 1000:F1} s to {means[^1].Entropy:F2} where they take {Math.Exp(means[^1].Time) / 1000:F1} s."
                .Replace("rises", means[^1].Entropy >= means[0].Entropy ? "rises" : "falls", StringComparison.Ordinal));
    }

    /// <summary>Counts on a grid, as shades: too many dots would be a blot.</summary>
    private static void Shades(SvgPanel panel, string setting, (string Setting, double Time, double Entropy)[] trials, LinearScale x, LinearScale y)
    {
        (double width, double height) = ((x.End - x.Start) / Bins, (y.Start - y.End) / Bins);
        var counts = trials.CountBy(trial => (
            Column: Math.Clamp((int)((x.At(trial.Time) - x.Start) / width), 0, Bins - 1), Row: Math.Clamp((int)((y.At(trial.Entropy) - y.End) / height), 0, Bins - 1))).ToArray();
        double most = counts.Max(count => count.Value);
        foreach (((int column, int row), int count) in counts)
        {
            panel.Rectangle(x.Start + (column * width), y.End + (row * height), width, height, $"f {setting}", $" fill-opacity=\"{0.08 + (0.92 * Math.Sqrt(count / most)):0.##}\"");
        }
    }

    private static (double Time, double Entropy)[] Means((string Setting, double Time, double Entropy)[] trials) =>
    [
        .. trials.OrderBy(trial => trial.Time).Chunk((trials.Length + Groups - 1) / Groups).Select(group => (group.Average(trial => trial.Time), group.Average(trial => trial.Entropy))),
    ];

    /// <summary>Round times inside the axis, far enough apart for their labels.</summary>
    private static IEnumerable<double> Seconds(LinearScale x)
    {
        double last = double.NegativeInfinity;
        foreach (double seconds in new[] { 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 60 })
        {
            double value = Math.Log(seconds * 1000);
            if (value >= x.Low && value <= x.High && x.At(value) - last > 30)
            {
                last = x.At(value);
                yield return seconds;
            }
        }
    }
}
