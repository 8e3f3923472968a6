using System.Net;
using System.Text;

namespace AligNet.Stages.Report;

/// <summary>Builds one self-contained HTML page: no request, light and dark, readable on a phone, on paper and without its script.</summary>
internal sealed class ReportPage(string title)
{
    // Nothing may be loaded, whatever the page comes to contain.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private readonly StringBuilder _body = new();
    private readonly List<(string Id, string Heading)> _sections = [];

    /// <summary>Number of sections so far.</summary>
    public int Sections => _sections.Count;

    /// <summary>Adds a section.</summary>
    public void Add(IReportSection section, ReportData data)
    {
        var html = new SectionHtml();
        section.Write(html, data);
        Add(section.Id, section.Heading, html);
    }

    /// <summary>Adds a section that is written already.</summary>
    public void Add(string id, string heading, SectionHtml html)
    {
        _sections.Add((id, heading));
        _body.Append($"<section id=\"{id}\" aria-labelledby=\"{id}-h\"><h2 id=\"{id}-h\">{Text(heading)}</h2>\n{html}</section>\n");
    }

    /// <summary>The whole page.</summary>
    /// <param name="thumbnails">Style classes of the images.</param>
    public string ToHtml(string thumbnails) =>
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <title>{Text(title)}</title><link rel="icon" href="data:,"><style>
        {ReportStyle.Css}
        </style><style>
        {thumbnails}</style></head>
        <body><a class="skip" href="#main">Skip to the content</a>
        <header><h1>{Text(title)}</h1><nav aria-label="Sections"><ol>{string.Concat(_sections.Select(section => $"<li><a href=\"#{section.Id}\">{Text(section.Heading)}</a></li>"))}</ol></nav></header>
        <main id="main">
        {_body}</main>
        <script>
        {ReportScript.Js}
        </script></body></html>

        """.ReplaceLineEndings("\n");

    /// <summary>Text made safe for HTML.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
