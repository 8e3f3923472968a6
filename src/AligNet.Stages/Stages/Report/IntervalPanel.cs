namespace AligNet.Stages.Report;

/// <summary>One number of every setting as a dot with its 95 % interval, against chance and what people reach.</summary>
internal static class IntervalPanel
{
    private const double RowHeight = 26;
    private const double Left = 84;
    private const double Right = 112;
    private const double Top = 42;

    /// <summary>Draws a panel for one subset of a task.</summary>
    /// <param name="data">The numbers.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="about">Task, subset and metric.</param>
    /// <param name="range">Lowest and highest value of the axis.</param>
    /// <param name="chance">Where guessing lies, or null.</param>
    /// <param name="ceiling">Setting of the human row that is the mark to reach.</param>
    /// <param name="title">What it shows, or null for the subset's name.</param>
    /// <returns>The SVG; the differences behind the values are those to the untouched student, * where significant.</returns>
    public static string Draw(ReportData data, string id, (string Task, string Subset, string Metric) about, (double Low, double High) range, double? chance, string ceiling, string? title = null)
    {
        (string Setting, MetricRow Row)[] rows =
        [
            .. MetricFormat.Settings.Select(setting => (setting, data.Metrics.Find("student", setting, about.Task, about.Subset, about.Metric)))
                .Where(found => found.Item2 is not null).Select(found => (found.setting, found.Item2!)),
        ];
        double bottom = Top + (rows.Length * RowHeight);
        var panel = new SvgPanel(id, title ?? about.Subset, SvgPanel.PhoneWidth, bottom + 24);
        var x = new LinearScale(range.Low, range.High, Left, SvgPanel.PhoneWidth - Right);
        panel.Text(0, 13, SvgPanel.Fit(title ?? about.Subset, SvgPanel.PhoneWidth), style: "b");
        foreach (double tick in x.Ticks(4))
        {
            panel.Line(x.At(tick), Top - 4, x.At(tick), bottom, "gr").Text(x.At(tick), bottom + 15, LinearScale.Label(tick), "middle", "q");
        }

        panel.Line(x.Start, bottom, x.End, bottom, "ax");
        List<string> said = [];
        if (chance is { } guess)
        {
            panel.Line(x.At(guess), Top - 4, x.At(guess), bottom, "ch");
        }

        if (data.Metrics.Find("human", ceiling, about.Task, about.Subset, about.Metric) is { Value: not double.NaN } human)
        {
            if (human is { Low: { } low, High: { } high } && MetricFormat.HasInterval(low, high))
            {
                panel.Rectangle(x.At(low), Top - 4, x.At(high) - x.At(low), bottom - Top + 4, "bd");
            }

            string label = $"people {human.Value:F3}";
            double middle = Math.Clamp(x.At(human.Value), SvgPanel.WidthOf(label) / 2, SvgPanel.PhoneWidth - (SvgPanel.WidthOf(label) / 2));
            panel.Line(x.At(human.Value), Top - 6, x.At(human.Value), bottom, "cl").Text(middle, Top - 10, label, "middle", "q");
            said.Add($"people {human.Value:F3}");
        }

        for (int index = 0; index < rows.Length; index++)
        {
            (string setting, MetricRow row) = rows[index];
            double y = Top + ((index + 0.5) * RowHeight);
            if (row is { Low: { } low, High: { } high } && MetricFormat.HasInterval(low, high))
            {
                panel.Line(x.At(Math.Max(low, range.Low)), y, x.At(Math.Min(high, range.High)), y, $"s {setting}", 3);
            }

            ComparisonRow? gain = data.Comparisons.Find("student", about.Task, about.Subset, about.Metric, "original", setting);
            string change = gain is null or { Difference: double.NaN } ? "" : $" ({MetricFormat.Signed(gain.Difference, 2)}{(MetricFormat.IsSignificant(gain) ? "*" : "")})";
            bool isDefined = !double.IsNaN(row.Value);
            if (isDefined)
            {
                panel.Dot(x.At(Math.Clamp(row.Value, range.Low, range.High)), y, 5.5, $"f {setting}");
            }

            panel.Text(0, y + 4, MetricFormat.Setting(setting))
                .Text(SvgPanel.PhoneWidth - Right + 10, y + 4, isDefined ? $"{row.Value.ToString("0.00;−0.00;0.00")}{change}" : MetricFormat.Number(row.Value));
            said.Add($"{MetricFormat.Setting(setting)} {MetricFormat.Number(row.Value)}{(gain is null ? "" : $", {MetricFormat.Signed(gain.Difference, 3)} to the original{(gain.PHolm is { } p ? $", {MetricFormat.Probability(p)}" : "")}")}");
        }

        string count = MetricFormat.Count(rows.Select(row => (row.Row.N, row.Row.Unit)));
        string shown = SvgPanel.WidthOf(count) <= Right - 14 ? count : count[..count.LastIndexOf(' ')];
        panel.Text(SvgPanel.PhoneWidth - Right + 14, bottom + 15, SvgPanel.Fit(shown, Right - 14), style: "q");
        return panel.ToSvg($"{title ?? about.Subset}: {string.Join("; ", said)}{(count.Length > 0 ? $"; {count}" : "")}.");
    }
}
