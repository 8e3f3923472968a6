using AligNet.Artifacts;
using AligNet.Pipeline.Runs;

namespace AligNet.Pipeline.Comparisons;

/// <summary>A node that gave another artifact in the second run, or that one run alone has.</summary>
/// <param name="Node">The node.</param>
/// <param name="First">Its artifact in the first run, or null.</param>
/// <param name="Second">Its artifact in the second, or null.</param>
/// <param name="Why">Every leaf of the fingerprint that differs.</param>
internal sealed record StageDifference(string Node, string? First, string? Second, string Why)
{
    /// <summary>The nodes that differ, in the graph's order.</summary>
    public static IReadOnlyList<StageDifference> Between(RunRecord first, RunRecord second)
    {
        Dictionary<string, RunNode> ones = first.Nodes.ToDictionary(node => node.Node);
        Dictionary<string, RunNode> others = second.Nodes.ToDictionary(node => node.Node);
        return
        [
            .. StageCatalog.Nodes.Select(node => node.Name).Union(ones.Keys).Union(others.Keys)
                .Select(name => (Name: name, First: ones.GetValueOrDefault(name), Second: others.GetValueOrDefault(name)))
                .Where(pair => pair.First?.Fingerprint != pair.Second?.Fingerprint)
                .Select(pair => new StageDifference(pair.Name, Artifact(pair.First), Artifact(pair.Second),
                    pair.First is null ? "in the second run alone" : pair.Second is null ? "in the first run alone" : Reasons(pair.First, pair.Second))),
        ];
    }

    /// <summary>Folder of a node's artifact, relative to the store.</summary>
    public static string? Artifact(RunNode? node) => node is null ? null : $"{node.Stage}/{node.Fingerprint[..12]}";

    private static string Reasons(RunNode first, RunNode second)
    {
        List<string> reasons = [.. OptionDifference.Between(first, second).Select(key => $"{first.Section}.{key} {first.Options.GetValueOrDefault(key, "(absent)")} → {second.Options.GetValueOrDefault(key, "(absent)")}")];
        foreach (string name in first.Inputs.Select(input => input.Name).Union(second.Inputs.Select(input => input.Name)))
        {
            ManifestInput? one = first.Inputs.FirstOrDefault(input => input.Name == name);
            ManifestInput? other = second.Inputs.FirstOrDefault(input => input.Name == name);
            if (one?.Sha256 != other?.Sha256)
            {
                reasons.Add(one is null ? $"input {name} is new" : other is null ? $"input {name} is gone" : other.From.StartsWith("file", StringComparison.Ordinal) ? $"{name} changed" : $"input {other.From} changed");
            }
        }

        if (first.Seed != second.Seed)
        {
            reasons.Add($"seed {first.Seed} → {second.Seed}");
        }

        if (first.CodeVersion != second.CodeVersion)
        {
            reasons.Add($"code version {first.CodeVersion} → {second.CodeVersion}");
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : "other outputs of the stage";
    }
}
