using System.Net;
using System.Text;

namespace AligNet.Stages.Report;

/// <summary>Builds one self-contained HTML page: no script, no request, light and dark, readable on a phone and on paper.</summary>
internal sealed class ReportPage(string title)
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--mark:#009e73}
        *{box-sizing:border-box}
        body{font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;max-width:62rem;margin:0 auto;padding:1rem}
        h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{margin:2.2rem 0 .4rem;border-top:1px solid var(--line);padding-top:1rem}
        nav a{margin-right:1rem}figure{margin:1rem 0}figure svg{width:100%;height:auto;font-family:inherit}figcaption,.note{font-size:.9rem;opacity:.8}
        .scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:50%}caption{text-align:left;padding-bottom:.3rem}
        th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
        th:first-child,td:first-child{text-align:left}thead th{border-bottom-width:2px}td.best{font-weight:700;color:var(--mark)}
        code{font-size:.88em;overflow-wrap:anywhere}.interval{font-size:.8em;opacity:.75;white-space:nowrap}
        @media print{nav{display:none}h2{break-after:avoid}figure,table{break-inside:avoid}}
        """;

    private readonly StringBuilder _body = new();
    private readonly List<(string Id, string Heading)> _sections = [];

    /// <summary>Starts a section.</summary>
    public ReportPage Section(string id, string heading)
    {
        _sections.Add((id, heading));
        _body.Append($"<h2 id=\"{id}\">{Text(heading)}</h2>\n");
        return this;
    }

    /// <summary>Adds a paragraph of plain text.</summary>
    public ReportPage Paragraph(string text, bool isNote = false)
    {
        _body.Append($"<p{(isNote ? " class=\"note\"" : "")}>{Text(text)}</p>\n");
        return this;
    }

    /// <summary>Adds a figure.</summary>
    public ReportPage Add(Figure figure, int height = 380)
    {
        _body.Append(figure.ToHtml(height: height)).Append('\n');
        return this;
    }

    /// <summary>Adds a table; cells are HTML; escape text with <see cref="Text"/>.</summary>
    public ReportPage Table(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table><caption class=\"note\">{Text(caption)}</caption><thead><tr>");
        foreach (string cell in header)
        {
            _body.Append($"<th scope=\"col\">{Text(cell)}</th>");
        }

        _body.Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            _body.Append("<tr>").AppendJoin("", row.Select((cell, index) =>
                index == 0 ? $"<th scope=\"row\">{cell}</th>" : cell.StartsWith("<td", StringComparison.Ordinal) ? cell : $"<td>{cell}</td>")).Append("</tr>\n");
        }

        _body.Append("</tbody></table></div>\n");
        return this;
    }

    /// <summary>The whole page.</summary>
    public string ToHtml() =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>{Text(title)}</title><link rel="icon" href="data:,"><style>{Style}</style></head>
        <body><header><h1>{Text(title)}</h1><nav aria-label="Sections">{string.Concat(_sections.Select(section => $"<a href=\"#{section.Id}\">{Text(section.Heading)}</a> "))}</nav></header>
        <main>
        {_body}</main></body></html>

        """.ReplaceLineEndings("\n");

    /// <summary>Text made safe for HTML.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
