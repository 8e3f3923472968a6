using System.IO;
using AligNet.Artifacts;

namespace AligNet.Stages.Report;

/// <summary>Where the report's numbers came from: every input's artifact, with its stage, fingerprint and options.</summary>
internal static class Provenance
{
    /// <summary>Adds the section. Times and hosts stay in the manifests: the page's bytes depend on its inputs alone.</summary>
    public static void Write(ReportPage page, StageContext context)
    {
        page.Section("provenance", "Provenance");
        Dictionary<string, Manifest> manifests = [];
        foreach (string input in context.InputNames)
        {
            string manifest = Path.Combine(Path.GetDirectoryName(context.Input(input))!, "manifest.json");
            if (File.Exists(manifest) && Manifest.FromJson(File.ReadAllText(manifest)) is { } read)
            {
                manifests.TryAdd(read.Fingerprint, read);
            }
        }

        page.Table(
            "Artifacts that this page was made from, and their options",
            ["Artifact", "Seed", "Options", "Inputs"],
            manifests.Values.OrderBy(manifest => manifest.Stage, StringComparer.Ordinal).ThenBy(manifest => manifest.Fingerprint, StringComparer.Ordinal).Select(manifest => new[]
            {
                $"<code>{manifest.Stage}/{manifest.Fingerprint[..12]}</code>",
                ReportPage.Text(manifest.Seed),
                $"<code>{ReportPage.Text(string.Join(", ", manifest.Options.Select(option => $"{option.Key} = {option.Value}")))}</code>",
                $"<code>{ReportPage.Text(string.Join(", ", manifest.Inputs.Select(input => $"{input.From} {input.Sha256[..8]}")))}</code>",
            }));
    }
}
