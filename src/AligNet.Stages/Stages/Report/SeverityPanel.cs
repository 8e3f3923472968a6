namespace AligNet.Stages.Report;

/// <summary>Small plots of accuracy against severity, two a row, a line a setting; severity 0 is the image untouched.</summary>
internal static class SeverityPanel
{
    private const double Column = SvgPanel.PhoneWidth / 2;
    private const double RowHeight = 140;
    private const double Head = 24;
    private const double Left = 30;
    private const double Shift = 1.6;

    /// <summary>Draws a group of corruptions.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="group">Name of the group.</param>
    /// <param name="alternative">What it says.</param>
    /// <param name="plots">Name of each corruption, and of each setting its severities with accuracies and intervals, by severity.</param>
    public static string Draw(string id, string group, string alternative, IReadOnlyList<(string Name, IReadOnlyList<(string Setting, (int Severity, MetricRow Row)[] Points)> Lines)> plots)
    {
        // A single plot takes the room of four.
        double size = plots.Count == 1 ? 2 : 1;
        var panel = new SvgPanel(id, group, SvgPanel.PhoneWidth, Head + ((plots.Count + 1) / 2 * RowHeight * size));
        panel.Text(0, 13, group, style: "b");
        for (int index = 0; index < plots.Count; index++)
        {
            Plot(panel, plots[index].Name, plots[index].Lines, index % 2 * Column, Head + (index / 2 * RowHeight), size);
        }

        return panel.ToSvg(alternative);
    }

    private static void Plot(SvgPanel panel, string name, IReadOnlyList<(string Setting, (int Severity, MetricRow Row)[] Points)> lines, double left, double top, double size)
    {
        var x = new LinearScale(0, 5, left + Left, left + (Column * size) - 12);
        var y = new LinearScale(0, 1, top + (RowHeight * size) - 30, top + (name.Length > 0 ? 24 : 8));
        if (name.Length > 0)
        {
            panel.Text(left + Left, top + 14, name, style: "q");
        }

        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            panel.Line(x.Start, y.At(tick), x.End, y.At(tick), tick == 0 ? "ax" : "gr").Text(x.Start - 6, y.At(tick) + 4, LinearScale.Label(tick), "end", "q");
        }

        for (int severity = 0; severity <= 5; severity++)
        {
            panel.Text(x.At(severity), y.Start + 15, $"{severity}", "middle", "q");
        }

        for (int line = 0; line < lines.Count; line++)
        {
            // Settings with equal numbers lie side by side instead of hiding each other.
            (string setting, (int Severity, MetricRow Row)[] points) = lines[line];
            double shift = (line - ((lines.Count - 1) / 2.0)) * Shift;
            foreach ((int severity, MetricRow row) in points)
            {
                if (row is { Low: { } low, High: { } high } && MetricFormat.HasInterval(low, high))
                {
                    panel.Line(x.At(severity) + shift, y.At(low), x.At(severity) + shift, y.At(high), $"pt {setting}", 2);
                }
            }

            string path = string.Concat(points.Select((point, place) => $"{(place == 0 ? 'M' : 'L')}{SvgPanel.At(x.At(point.Severity) + shift)} {SvgPanel.At(y.At(point.Row.Value))}"));
            panel.Raw($"<path class=\"s {setting}\" stroke-width=\"2\" stroke-linejoin=\"round\" d=\"{path}\"/>");
            foreach ((int severity, MetricRow row) in points)
            {
                panel.Dot(x.At(severity) + shift, y.At(row.Value), 2.6, $"f {setting}");
            }
        }
    }
}
