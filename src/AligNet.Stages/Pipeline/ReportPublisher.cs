using System.IO;
using System.Text.RegularExpressions;
using AligNet.Artifacts;
using AligNet.Stages.Report.Sections;

namespace AligNet.Pipeline;

/// <summary>Writes the copy of the report that people open: the page of the store, which depends on content alone, with the record of how it came
/// about (fingerprints, options, times, versions, the command) and links to the files beside it.</summary>
/// <remarks>The record differs from run to run and from machine to machine while no number does, so it is part of no artifact and of no
/// fingerprint: the copy lies outside them, at <c>reports/PROFILE.html</c> in the store's folder, and is written anew by every Report command.</remarks>
public static partial class ReportPublisher
{
    /// <summary>The node whose page is published.</summary>
    public const string Node = "report";

    private const string Folder = "reports";

    private const int ShownDigits = 16;

    /// <summary>Publishes the current report.</summary>
    /// <param name="session">A session in which the report is up to date.</param>
    /// <param name="arguments">Its command line.</param>
    /// <returns>The page, or null where the profile has no report.</returns>
    public static string? Publish(PipelineSession session, PipelineArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(arguments);
        if (session.Current(Node) is not { } report || session.Lineage(Node) is not { } lineage)
        {
            return null;
        }

        string page = Path.Combine(session.ArtifactsFolder, Folder, Path.GetFileNameWithoutExtension(session.Options.Profile) + ".html");
        Directory.CreateDirectory(Path.GetDirectoryName(page)!);
        DurableFiles.WriteText(page, Complete(File.ReadAllText(Path.Combine(report.Folder, "report.html")), lineage, session.Options, arguments));
        return page;
    }

    /// <summary>The page with its record: links lead to the files, inputs have their rows and digests, and the placeholder becomes the record.</summary>
    internal static string Complete(string html, IReadOnlyList<(StageNode Node, Manifest Manifest)> lineage, PipelineOptions options, PipelineArguments arguments)
    {
        Dictionary<string, Manifest> manifests = lineage.ToDictionary(step => step.Node.Name, step => step.Manifest);
        string linked = Source().Replace(html, match =>
            match.Groups[1].Value.Split('/', 2) is [var node, var output] && manifests.TryGetValue(node, out Manifest? manifest)
                ? $"<a class=\"source\" href=\"../{ReportRecord.PathOf(manifest)}/{output}\">{ReportRecord.PathOf(manifest)}/{output}</a> (<a href=\"#{ReportRecord.Anchor(node)}\">{node}</a>)"
                : match.Value);
        string told = ProvenanceSection.Blanks().Replace(linked, match => OutputOf(match.Groups["source"].Value) is not { } output ? match.Value
            : match.Groups["what"].Value == ProvenanceSection.Digest ? $"<code>{output.Digest[..ShownDigits]}…</code>"
            : output.Rows is { } rows ? $"{rows:N0}"
            : "–");
        return told.Replace(ProvenanceSection.Record, ReportRecord.ToHtml(lineage, options, arguments), StringComparison.Ordinal);

        ManifestOutput? OutputOf(string source) => source.Split('/', 2) is [var node, var name]
            ? manifests.GetValueOrDefault(node)?.Outputs.FirstOrDefault(output => output.Name == name)
            : null;
    }

    [GeneratedRegex("<a class=\"source\" href=\"#[^\"]*\">([^<]*)</a>")]
    private static partial Regex Source();
}
