using System.Text.RegularExpressions;

namespace AligNet.Stages.Report.Sections;

/// <summary>Where the numbers came from. The page in the store names its inputs; their digests are left to the published copy, which also has the record
/// of this run in place of <see cref="Record"/>. So a table of which only the columns changed that the page does not read leaves the page as it is.</summary>
internal sealed partial class ProvenanceSection : IReportSection
{
    /// <summary>Stands where the published copy has the record.</summary>
    public const string Record = "<!--record--><p class=\"note\">Fingerprints, options, times, versions and the command differ from run to run: they are in the copy of this page that the Report command writes to the store's folder “reports”, "
        + "and in manifest.json beside each artifact.</p><!--/record-->\n";

    /// <summary>What of an input the published copy adds.</summary>
    public const string Rows = "rows";

    /// <inheritdoc cref="Rows"/>
    public const string Digest = "digest";

    /// <summary>The places where the published copy has it: groups "what" and "source".</summary>
    [GeneratedRegex($"<!--(?<what>{Rows}|{Digest}) (?<source>[^>]*)-->–", RegexOptions.ExplicitCapture)]
    public static partial Regex Blanks();

    /// <inheritdoc/>
    public string Id => "provenance";

    /// <inheritdoc/>
    public string Heading => "Provenance";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        html.Paragraph("Every number above leads to its row in this table: the artifact that it was read from.");
        html.Table(
            "Inputs of this page", [], ["Artifact", "Rows", "Digest (SHA-256)"],
            data.Inputs.Select(data.Source).Distinct().Order(StringComparer.Ordinal).Select(Row), isText: true);
        html.Raw(Record);
    }

    private static IReadOnlyList<string> Row(string source) =>
        [$"<span id=\"{SourceLink.Anchor(source)}\">{SourceLink.Html(source)}</span>", Blank(Rows, source), Blank(Digest, source)];

    private static string Blank(string what, string source) => $"<!--{what} {source}-->–";
}
