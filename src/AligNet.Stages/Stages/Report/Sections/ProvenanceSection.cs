using System.IO;
using AligNet.Artifacts;

namespace AligNet.Stages.Report.Sections;

/// <summary>Where the numbers came from. The page in the store names the content of its inputs, which is all that its bytes may depend on; the
/// published copy has the record of this run in place of <see cref="Record"/>.</summary>
internal sealed class ProvenanceSection : IReportSection
{
    /// <summary>Stands where the published copy has the record.</summary>
    public const string Record = "<!--record--><p class=\"note\">Fingerprints, options, times, versions and the command differ from run to run: they are in the copy of this page that the Report command writes to the store's folder “reports”, "
        + "and in manifest.json beside each artifact.</p><!--/record-->\n";

    /// <inheritdoc/>
    public string Id => "provenance";

    /// <inheritdoc/>
    public string Heading => "Provenance";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        html.Paragraph("Every number above leads to its row in this table: the artifact that it was read from, told by its content.");
        html.Table(
            "Inputs of this page", [], ["Artifact", "Rows", "Digest (SHA-256)"],
            data.Inputs.GroupBy(data.Source).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Row(group.Key, data.Path(group.First()))), isText: true);
        html.Raw(Record);
    }

    private static IReadOnlyList<string> Row(string source, string path)
    {
        string manifest = Path.Combine(Path.GetDirectoryName(path)!, "manifest.json");
        ManifestOutput? output = File.Exists(manifest) ? Manifest.FromJson(File.ReadAllText(manifest))?.Outputs.FirstOrDefault(output => output.Name == Path.GetFileName(path)) : null;
        return
        [
            $"<span id=\"{SourceLink.Anchor(source)}\">{SourceLink.Html(source)}</span>",
            output?.Rows is { } rows ? $"{rows:N0}" : "–",
            output is null ? "–" : $"<code>{output.Digest[..16]}…</code>",
        ];
    }
}
