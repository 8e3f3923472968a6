namespace AligNet.Stages.Report;

/// <summary>How numbers of the report are written.</summary>
internal static class MetricFormat
{
    /// <summary>A table cell: the value, its interval in small print, the count in the tooltip; a dash when there is no such number.</summary>
    public static string Cell(MetricRow? row, bool best = false) => row is null
        ? "<td>–</td>"
        : $"<td{(best ? " class=\"best\"" : "")} title=\"n = {row.N} {ReportPage.Text(row.Unit)}\">{row.Value:F3}"
          + (row.Low is { } low && row.High is { } high ? $"<br><span class=\"interval\">{low:F3}–{high:F3}</span>" : "") + "</td>";

    /// <summary>Name of a setting as people write it.</summary>
    public static string Setting(string setting) => setting switch
    {
        "original" => "Original",
        "distillation" => "Distillation",
        "ud" => "UD",
        "alignet" => "AligNet",
        _ => setting,
    };
}
