using System.Text;

namespace AligNet.Stages.Report;

/// <summary>Collects the HTML of one section.</summary>
internal sealed class SectionHtml
{
    private readonly StringBuilder _html = new();

    /// <summary>Adds a paragraph of plain text.</summary>
    public SectionHtml Paragraph(string text, bool isNote = false) => Raw($"<p{(isNote ? " class=\"note\"" : "")}>{ReportPage.Text(text)}</p>\n");

    /// <summary>Adds a heading inside the section.</summary>
    public SectionHtml Heading(string text) => Raw($"<h3>{ReportPage.Text(text)}</h3>\n");

    /// <summary>Says what the profile lacks, and why.</summary>
    /// <param name="what">What would stand here.</param>
    /// <param name="why">What it would need.</param>
    public SectionHtml NotAvailable(string what, string why) =>
        Raw($"<p class=\"missing\"><strong>{ReportPage.Text(what)}: not available.</strong> {ReportPage.Text(why)}</p>\n");

    /// <summary>Adds HTML as it is.</summary>
    public SectionHtml Raw(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>Adds a table. Cells are HTML: text goes through <see cref="ReportPage.Text"/>. The first cell of a row names it.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="sources">Where its numbers came from, as <see cref="ReportData.Source"/> says.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The rows; a cell that starts with &lt;td is taken with its tag.</param>
    /// <param name="isText">Whether columns hold text, which stands at the left, and not numbers.</param>
    /// <param name="isFolded">Whether only the caption shows until it is opened: numbers that a figure before it shows too. Paper shows them all.</param>
    /// <param name="counts">What the columns count, in small print under their names; empty for none.</param>
    public SectionHtml Table(
        string caption, IReadOnlyList<string> sources, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool isText = false, bool isFolded = false, IReadOnlyList<string>? counts = null)
    {
        string from = SourceLink.List(sources);
        _html.Append(isFolded
            ? $"<figure class=\"table\"><details><summary>{ReportPage.Text(caption)}</summary>{(from.Length > 0 ? $"<p class=\"note\">{from}</p>" : "")}"
            : $"<figure class=\"table\"><figcaption>{ReportPage.Text(caption)}{from}</figcaption>");
        _html.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{ReportPage.Text(caption)}\"><table{(isText ? " class=\"text\"" : "")}><thead><tr>");
        _html.AppendJoin("", header.Select((cell, column) => cell.Length > 0 ? $"<th scope=\"col\">{ReportPage.Text(cell)}{Count(counts?[column])}</th>" : "<td></td>")).Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            _html.Append("<tr>").AppendJoin("", row.Select((cell, index) =>
                index == 0 ? $"<th scope=\"row\">{cell}</th>" : cell.StartsWith("<td", StringComparison.Ordinal) ? cell : $"<td>{cell}</td>")).Append("</tr>\n");
        }

        _html.Append($"</tbody></table></div>{(isFolded ? "</details>" : "")}</figure>\n");
        return this;
    }

    /// <summary>Adds a figure of panels, which stand side by side where there is room.</summary>
    /// <param name="id">Its anchor, unique in the page.</param>
    /// <param name="caption">What it shows and how to read it.</param>
    /// <param name="sources">Where its numbers came from.</param>
    /// <param name="panels">SVG, as <see cref="SvgPanel.ToSvg"/> gives it.</param>
    /// <param name="legend">Names with their style classes, or null.</param>
    public SectionHtml Figure(string id, string caption, IReadOnlyList<string> sources, IEnumerable<string> panels, IReadOnlyList<(string Name, string Class)>? legend = null) => Raw(
        $"<figure id=\"{id}\"><div class=\"panels\">{string.Concat(panels)}</div>{Legend(legend)}<figcaption>{ReportPage.Text(caption)}{SourceLink.List(sources)}</figcaption></figure>\n");

    /// <summary>The legend of a figure: a swatch and a name each.</summary>
    public static string Legend(IReadOnlyList<(string Name, string Class)>? entries) => entries is not { Count: > 0 } ? ""
        : $"<ul class=\"legend\">{string.Concat(entries.Select(entry => $"<li><span class=\"swatch {entry.Class}\"></span>{ReportPage.Text(entry.Name)}</li>"))}</ul>";

    private static string Count(string? count) => count is { Length: > 0 } ? $"<span class=\"interval\">{ReportPage.Text(count)}</span>" : "";

    /// <summary>The section's HTML.</summary>
    public override string ToString() => _html.ToString();
}
