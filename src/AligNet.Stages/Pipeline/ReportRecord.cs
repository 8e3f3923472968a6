using AligNet.Artifacts;
using AligNet.Stages.Report;

namespace AligNet.Pipeline;

/// <summary>The record of a report as HTML: the command, the options that differ from their defaults, the graph with fingerprints, and when and with
/// what each artifact was made.</summary>
internal static class ReportRecord
{
    /// <summary>Folder of an artifact, relative to the store.</summary>
    public static string PathOf(Manifest manifest) => $"{manifest.Stage}/{manifest.Fingerprint[..12]}";

    /// <summary>Anchor of a node.</summary>
    public static string Anchor(string node) => $"node-{node}";

    /// <summary>The record.</summary>
    /// <param name="lineage">The report's node and all that it reads, in the graph's order.</param>
    /// <param name="options">Options of the run.</param>
    /// <param name="arguments">Its command line.</param>
    public static string ToHtml(IReadOnlyList<(StageNode Node, Manifest Manifest)> lineage, PipelineOptions options, PipelineArguments arguments)
    {
        var html = new SectionHtml();
        html.Heading("The command that makes it again").Raw($"<pre><code>{ReportPage.Text(Command(arguments))}</code></pre>\n");
        html.Heading("Options that differ from the defaults");
        IReadOnlyList<string>[] changed =
        [
            .. lineage.DistinctBy(step => step.Node.Section).SelectMany(step => options.Changed(step.Node.Section, step.Manifest.Options)
                .Select(option => (IReadOnlyList<string>)[Code($"{step.Node.Section}.{option.Key}"), Code(option.Value), Code(option.Default)])),
        ];
        if (changed.Length > 0)
        {
            html.Table("Every option that is not listed has the value of stages/*.toml.", [], ["Option", "Value", "Default"], changed, isText: true);
        }
        else
        {
            html.Paragraph("None: every option has the value of stages/*.toml.");
        }

        html.Heading("The graph");
        html.Figure("fig-graph", "Every artifact that this page depends on. An arc joins an artifact to one further down that reads it.", [], [ArcDiagram.Draw("fig-graph-0", Nodes(lineage, options))]);
        string[] machines = [.. lineage.Select(step => Machine(step.Manifest)).Distinct()];
        html.Table(
            "Each artifact with its full fingerprint, what it read, and when it was made. An artifact that was there already keeps the time of its making.", [],
            ["Node", "Artifact and fingerprint", "Seed", "Reads", "Made (UTC)", "Took", "With"],
            lineage.Select(step => Row(step.Node, step.Manifest, machines, options)), isText: true);
        html.Raw($"<ol class=\"note\">{string.Concat(machines.Select(machine => $"<li>{ReportPage.Text(machine)}</li>"))}</ol>\n");
        return html.ToString();
    }

    /// <summary>The command line, quoted for a shell.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="target">Its target, with options of that target.</param>
    internal static string Command(PipelineArguments arguments, string target = "Report") => string.Join(
        ' ', ["./build.sh", $"--target={target}", $"--profile={Quoted(arguments.Profile ?? "simulated")}", .. arguments.Set.Select(set => $"--set {Quoted(set)}")]);

    internal static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/=+:,".Contains(letter, StringComparison.Ordinal)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IReadOnlyList<string> Row(StageNode node, Manifest manifest, string[] machines, PipelineOptions options) =>
    [
        $"<span id=\"{Anchor(node.Name)}\">{node.Name}</span>",
        $"<a href=\"../{PathOf(manifest)}/manifest.json\">{PathOf(manifest)}</a><br><code>{manifest.Fingerprint}</code>",
        ReportPage.Text(manifest.Seed),
        string.Join(", ", [.. Reads(node, options).Select(read => $"<a href=\"#{Anchor(read)}\">{read}</a>"), .. Files(manifest)]),
        $"<span class=\"nw\">{manifest.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss}</span>",
        $"<span class=\"nw\">{Duration(manifest.Ended - manifest.Started)}</span>",
        $"{Array.IndexOf(machines, Machine(manifest)) + 1}",
    ];

    /// <summary>Nodes with their fingerprints and the positions of those that they read.</summary>
    private static IReadOnlyList<(string Name, string Detail, int[] Reads)> Nodes(IReadOnlyList<(StageNode Node, Manifest Manifest)> lineage, PipelineOptions options)
    {
        string[] names = [.. lineage.Select(step => step.Node.Name)];
        return [.. lineage.Select(step => (step.Node.Name, step.Manifest.Fingerprint[..8], Reads(step.Node, options).Select(read => Array.IndexOf(names, read)).ToArray()))];
    }

    /// <summary>The nodes that a node reads. A manifest may name others: nodes of equal inputs and options share an artifact.</summary>
    private static IEnumerable<string> Reads(StageNode node, PipelineOptions options) => node.Inputs(options.Data).OfType<ArtifactInput>().Select(input => input.Node).Distinct();

    /// <summary>What an artifact was made from that lies outside the store.</summary>
    private static IEnumerable<string> Files(Manifest manifest) => manifest.Inputs.Where(input => input.From is "file" or "files").Select(input => ReportPage.Text($"{input.Name} ({input.From})"));

    private static string Machine(Manifest manifest) => $"{string.Join(", ", manifest.Versions.Select(version => $"{version.Key} {version.Value}"))}; {manifest.Host}; {manifest.Device}";

    private static string Duration(TimeSpan time) => time.TotalSeconds < 60 ? $"{time.TotalSeconds:F1} s" : time.TotalHours < 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";

    private static string Code(string text) => $"<code>{ReportPage.Text(text)}</code>";
}
