namespace AligNet.Stages.Report;

/// <summary>How numbers and settings of the report are written.</summary>
internal static class MetricFormat
{
    private const string Undefined = "undefined";

    /// <summary>The settings of a student, in the order of tables and figures.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["original", "distillation", "ud", "alignet"];

    /// <summary>The settings of a teacher.</summary>
    public static IReadOnlyList<string> TeacherSettings { get; } = ["original", "ud"];

    /// <summary>A table cell: the value, its interval in small print, the count in the tooltip; a dash when there is no such number.</summary>
    public static string Cell(MetricRow? row, string source, bool best = false) => row is null
        ? "<td>–</td>"
        : $"<td{(best ? " class=\"best\"" : "")} title=\"n = {row.N:N0} {ReportPage.Text(row.Unit)}\">{SourceLink.Number(Number(row.Value), source)}{Interval(row.Low, row.High, "0.000;−0.000;0.000")}</td>";

    /// <summary>A table cell of a difference with its interval and corrected p-value.</summary>
    public static string Cell(ComparisonRow? row, string source) => row is null
        ? "<td>–</td>"
        : $"<td{(IsSignificant(row) ? " class=\"best\"" : "")} title=\"{ReportPage.Text(row.Test)}, n = {row.N:N0} {ReportPage.Text(row.Unit)}\">{SourceLink.Number(Signed(row.Difference, 3), source)}"
          + $"{Interval(row.Low, row.High, "+0.000;−0.000;0.000")}{(row.PHolm is { } p ? $"<span class=\"interval\">{ReportPage.Text(Probability(p))}</span>" : "")}</td>";

    /// <summary>A table cell of a change with its sign and interval.</summary>
    public static string Change(double value, double? low, double? high, string source) => double.IsNaN(value) ? "<td>–</td>"
        : $"<td>{SourceLink.Number(Signed(value, 3), source)}{Interval(low, high, "+0.000;−0.000;0.000")}</td>";

    /// <summary>A table cell of a number with its interval.</summary>
    public static string Plain(double value, double? low, double? high, string source) => $"<td>{SourceLink.Number(Number(value), source)}{Interval(low, high, "0.000;−0.000;0.000")}</td>";

    /// <summary>Whether a difference is below 0.05 after correction.</summary>
    public static bool IsSignificant(ComparisonRow? row) => row?.PHolm < 0.05;

    /// <summary>"p = 0.012", "p &lt; 0.001".</summary>
    public static string Probability(double p) => p < 0.001 ? "p < 0.001" : $"p = {p:F3}";

    /// <summary>A number with three digits and a true minus; a correlation with a constant is undefined.</summary>
    public static string Number(double value) => double.IsNaN(value) ? Undefined : value.ToString("0.000;−0.000;0.000");

    /// <summary>A difference with its sign, a true minus.</summary>
    public static string Signed(double value, int digits) => double.IsNaN(value) ? Undefined : value.ToString($"+0.{new string('0', digits)};−0.{new string('0', digits)};0.{new string('0', digits)}");

    /// <summary>Name of a setting as people write it.</summary>
    public static string Setting(string setting) => setting switch
    {
        "original" => "Original",
        "distillation" => "Distillation",
        "ud" => "UD",
        "alignet" => "AligNet",
        _ => setting,
    };

    /// <summary>"n = 300 triplets", "n = 60 to 300 triplets": what stands behind some numbers; empty when there are none, or units differ.</summary>
    public static string Count(IEnumerable<(long N, string Unit)> behind)
    {
        (long N, string Unit)[] all = [.. behind];
        string[] units = [.. all.Select(one => one.Unit).Distinct()];
        return units.Length != 1 ? "" : all.Min(one => one.N) == all.Max(one => one.N) ? $"n = {all[0].N:N0} {units[0]}" : $"n = {all.Min(one => one.N):N0} to {all.Max(one => one.N):N0} {units[0]}";
    }

    /// <summary>Whether an interval can be drawn: an undefined number has none.</summary>
    public static bool HasInterval(double? low, double? high) => low is { } from && high is { } to && double.IsFinite(from) && double.IsFinite(to);

    private static string Interval(double? low, double? high, string format) => low is { } from && high is { } to && HasInterval(low, high)
        ? $"<span class=\"interval\">{from.ToString(format)} to {to.ToString(format)}</span>"
        : "";
}
