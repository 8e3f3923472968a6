using AligNet.Artifacts;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report;

/// <summary>Changes of distance by how closely classes are related, in one setting: the mean with its interval, over the spread of single pairs.</summary>
internal static class RelationPanel
{
    private const double RowHeight = 30, Left = 134, Right = 58, Top = 26;

    /// <summary>Draws a panel.</summary>
    /// <param name="data">The numbers.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="model">"teacher" or "student".</param>
    /// <param name="setting">The setting that is compared with the untouched model.</param>
    /// <param name="metric">Name of the measure.</param>
    /// <param name="relations">relations.parquet.</param>
    public static string Draw(ReportData data, string id, string model, string setting, string metric, Table relations)
    {
        string title = $"{(model == "teacher" ? "Teacher" : "Student")}, {MetricFormat.Setting(setting)}";
        int[] rows = Rows(relations, model, setting);
        string[] names = relations.Get<string>("relation");
        double bottom = Top + (rows.Length * RowHeight);
        var panel = new SvgPanel(id, title, SvgPanel.PhoneWidth, bottom + 36);
        double[] extremes = [.. new[] { "p05", "p95" }.SelectMany(column => rows.Select(row => relations.Get<double>(column)[row])).Where(double.IsFinite).Select(Math.Abs)];
        double reach = extremes.Length > 0 ? Math.Max(0.1, extremes.Max()) : 1;
        var x = new LinearScale(-reach, reach, Left, SvgPanel.PhoneWidth - Right);
        panel.Text(0, 13, title, style: "b");
        foreach (double tick in x.Ticks(4))
        {
            panel.Line(x.At(tick), Top, x.At(tick), bottom, "gr").Text(x.At(tick), bottom + 15, LinearScale.Label(tick), "middle", "q");
        }

        panel.Line(x.Start, bottom, x.End, bottom, "ax").Line(x.At(0), Top, x.At(0), bottom, "ch").Text(x.Start, bottom + 31, "← closer", style: "q").Text(x.End, bottom + 31, "farther →", "end", "q");
        List<string> said = [];
        for (int place = 0; place < rows.Length; place++)
        {
            string relation = names[rows[place]];
            double y = Top + ((place + 0.5) * RowHeight);
            panel.Text(0, y + 4, relation.Replace("superordinate category", "superordinate", StringComparison.Ordinal).Replace("basic category", "basic", StringComparison.Ordinal));
            double mean = relations.Get<double>("mean")[rows[place]];
            if (!double.IsFinite(mean))
            {
                panel.Text(SvgPanel.PhoneWidth - Right + 8, y + 4, MetricFormat.Number(mean));
                continue;
            }

            (double from, double to) = (At("p25"), At("p75"));
            panel.Rectangle(from, y - 7, to - from, 14, $"f {setting}", " fill-opacity=\"0.25\"").Line(At("p05"), y, At("p95"), y, $"s {setting}", 1);
            if (data.Metrics.Find(model, setting, DistanceChanges.TaskName, relation, metric) is { Low: { } low, High: { } high } && MetricFormat.HasInterval(low, high))
            {
                panel.Line(x.At(Math.Max(low, -reach)), y, x.At(Math.Min(high, reach)), y, $"s {setting}", 4);
            }

            ComparisonRow? tested = data.Comparisons.Find(model, DistanceChanges.TaskName, relation, metric, "original", setting);
            string value = MetricFormat.Signed(mean, 2) + (MetricFormat.IsSignificant(tested) ? "*" : "");
            panel.Dot(x.At(mean), y, 4.5, $"f {setting}").Text(SvgPanel.PhoneWidth - Right + 8, y + 4, value);
            said.Add($"{relation} {MetricFormat.Signed(mean, 3)}{(tested?.PHolm is { } p ? $", {MetricFormat.Probability(p)}" : "")}");

            double At(string column) => x.At(Math.Clamp(relations.Get<double>(column)[rows[place]], -reach, reach));
        }

        return panel.ToSvg($"Mean change of distance in standard deviations, below 0 closer: {string.Join("; ", said)}.");
    }

    /// <summary>The rows of a setting, closest relation first.</summary>
    public static int[] Rows(Table relations, string model, string setting)
    {
        (string[] models, string[] settings) = (relations.Get<string>("model"), relations.Get<string>("setting"));
        return [.. Enumerable.Range(0, relations.Rows).Where(row => models[row] == model && settings[row] == setting)];
    }
}
