using AligNet.Stages.Report;

namespace AligNet.Pipeline.Comparisons;

/// <summary>Differences of one task between two runs as dots with their 95 % intervals around the line of no difference.</summary>
internal static class DifferencePanel
{
    private const double RowHeight = 38;
    private const double Top = 26;
    private const double ValueWidth = 56;

    // Half a label of the axis.
    private const double Left = 18;

    /// <summary>Draws a panel.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="task">The task.</param>
    /// <param name="rows">Its differences.</param>
    public static string Draw(string id, string task, IReadOnlyList<MetricDifference> rows)
    {
        double bottom = Top + (rows.Count * RowHeight);
        var panel = new SvgPanel(id, $"{task}: B − A", SvgPanel.PhoneWidth, bottom + 24);
        var x = LinearScale.Over(
            rows.SelectMany(row => new[] { row.Difference.Difference, row.Difference.Low ?? double.NaN, row.Difference.High ?? double.NaN }).Where(double.IsFinite).Append(0), Left, SvgPanel.PhoneWidth - ValueWidth, 0.05);
        panel.Text(0, 13, $"{task}: B − A", style: "b");
        foreach (double tick in x.Ticks(4))
        {
            panel.Line(x.At(tick), Top, x.At(tick), bottom, "gr").Text(x.At(tick), bottom + 15, LinearScale.Label(tick), "middle", "q");
        }

        panel.Line(x.Start, bottom, x.End, bottom, "ax");
        List<string> said = [];
        for (int index = 0; index < rows.Count; index++)
        {
            MetricDifference row = rows[index];
            double y = Top + (index * RowHeight);
            string style = row.First.Setting is "original" or "distillation" or "ud" or "alignet" ? row.First.Setting : "human";
            string name = $"{row.First.Model} {MetricFormat.Setting(row.First.Setting)}, {row.First.Subset}, {row.First.Name}";
            panel.Line(x.At(0), y + 18, x.At(0), y + 34, "cl").Text(0, y + 14, SvgPanel.Fit(name, SvgPanel.PhoneWidth), style: "q");
            if (MetricFormat.HasInterval(row.Difference.Low, row.Difference.High))
            {
                panel.Line(x.At(row.Difference.Low!.Value), y + 26, x.At(row.Difference.High!.Value), y + 26, $"s {style}", 3);
            }

            panel.Dot(x.At(row.Difference.Difference), y + 26, 5.5, $"f {style}").Text(SvgPanel.PhoneWidth - ValueWidth + 8, y + 30, MetricFormat.Signed(row.Difference.Difference, 3));
            said.Add($"{name} {MetricFormat.Signed(row.Difference.Difference, 3)}");
        }

        return panel.ToSvg($"{task}, B − A: {string.Join("; ", said)}.");
    }
}
