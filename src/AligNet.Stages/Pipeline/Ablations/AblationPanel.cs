using AligNet.Stages.Report;

namespace AligNet.Pipeline.Ablations;

/// <summary>One measure of every variant as a dot with its 95 % interval, and a line where the reference lies.</summary>
internal static class AblationPanel
{
    private const double RowHeight = 26;
    private const double MostLabelWidth = 118;
    private const double ValueWidth = 104;
    private const double Top = 42;

    /// <summary>How far the reference may lie from the variants, in their own range, before it is named at the edge: on its scale they could not be told apart.</summary>
    private const double FarAway = 1.5;

    /// <summary>Draws a panel.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="study">The study.</param>
    /// <param name="rows">The measure's rows, a variant each.</param>
    /// <param name="reference">The value of the reference, or null.</param>
    /// <param name="best">The variant that was chosen, or null.</param>
    public static string Draw(string id, AblationStudy study, IReadOnlyList<AblationSummary> rows, (string Name, double Value)? reference, int? best)
    {
        string name = rows[0].Name;
        double labels = Math.Min(MostLabelWidth, rows.Max(row => SvgPanel.WidthOf(study.Variants[row.Variant].Name)));
        double bottom = Top + (rows.Count * RowHeight);
        var panel = new SvgPanel(id, name, SvgPanel.PhoneWidth, bottom + 24);
        double[] values = [.. rows.SelectMany(row => new[] { row.Value, row.Low ?? double.NaN, row.High ?? double.NaN }).Where(double.IsFinite)];
        double room = values.Length > 0 ? FarAway * (values.Max() - values.Min()) : 0;
        bool isNear = reference is { } near && values.Length > 0 && near.Value >= values.Min() - room && near.Value <= values.Max() + room;
        var x = LinearScale.Over(isNear ? values.Append(reference!.Value.Value) : values, labels + 12, SvgPanel.PhoneWidth - ValueWidth, 0.06);
        panel.Text(0, 13, SvgPanel.Fit(name, SvgPanel.PhoneWidth), style: "b");
        foreach (double tick in x.Ticks(4))
        {
            panel.Line(x.At(tick), Top - 4, x.At(tick), bottom, "gr").Text(x.At(tick), bottom + 15, LinearScale.Label(tick), "middle", "q");
        }

        panel.Line(x.Start, bottom, x.End, bottom, "ax");
        List<string> said = [];
        if (reference is { Value: var value } mark && double.IsFinite(value))
        {
            string label = $"{mark.Name} {MetricFormat.Number(value)}";
            if (isNear)
            {
                double middle = Math.Clamp(x.At(value), SvgPanel.WidthOf(label) / 2, SvgPanel.PhoneWidth - (SvgPanel.WidthOf(label) / 2));
                panel.Line(x.At(value), Top - 6, x.At(value), bottom, "cl").Text(middle, Top - 10, label, "middle", "q");
            }
            else if (value < x.Low)
            {
                panel.Text(x.Start, Top - 10, $"← {label}", style: "q");
            }
            else
            {
                panel.Text(x.End, Top - 10, $"{label} →", "end", "q");
            }

            said.Add(label);
        }

        for (int index = 0; index < rows.Count; index++)
        {
            AblationSummary row = rows[index];
            double y = Top + ((index + 0.5) * RowHeight);
            string style = Style(study, row.Variant);
            if (row is { Low: { } low, High: { } high } && MetricFormat.HasInterval(low, high))
            {
                panel.Line(x.At(low), y, x.At(high), y, $"s {style}", 3);
            }

            if (double.IsFinite(row.Value))
            {
                panel.Dot(x.At(row.Value), y, 5.5, $"f {style}");
            }

            string variant = study.Variants[row.Variant].Name;
            string change = row.Difference is { } difference ? $" ({MetricFormat.Signed(difference, 3)}{(row.PHolm < 0.05 ? "*" : "")})" : "";
            panel.Text(0, y + 4, SvgPanel.Fit(variant, MostLabelWidth), style: row.Variant == best ? "b" : "").Text(SvgPanel.PhoneWidth - ValueWidth + 8, y + 4, $"{MetricFormat.Number(row.Value)}{change}");
            said.Add($"{variant} {MetricFormat.Number(row.Value)}{change}");
        }

        return panel.ToSvg($"{name}: {string.Join("; ", said)}.");
    }

    /// <summary>The style class of a variant: its setting's, else one for each level of the first of two factors.</summary>
    public static string Style(AblationStudy study, int variant) =>
        study.Variants[variant].Setting ?? (study.Factors.Count == 2 ? $"k{variant / study.Factors[1].Levels.Count % 8}" : "alignet");
}
