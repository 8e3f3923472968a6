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
    /// <param name="first">The first run.</param>
    /// <param name="second">The second.</param>
    /// <param name="code">Says how two identities of code differ.</param>
    public static IReadOnlyList<StageDifference> Between(RunRecord first, RunRecord second, CodeIdentityLookup code)
    {
        Dictionary<string, RunNode> ones = first.Nodes.ToDictionary(node => node.Node);
        Dictionary<string, RunNode> others = second.Nodes.ToDictionary(node => node.Node);
        return
        [
            .. StageCatalog.Nodes.Select(node => node.Name).Union(ones.Keys).Union(others.Keys)
                .Select(name => (Name: name, First: ones.GetValueOrDefault(name), Second: others.GetValueOrDefault(name)))
                .Where(pair => pair.First?.Fingerprint != pair.Second?.Fingerprint)
                .Select(pair => new StageDifference(pair.Name, Artifact(pair.First), Artifact(pair.Second),
                    pair.First is null ? "in the second run alone" : pair.Second is null ? "in the first run alone" : Reasons(pair.First, pair.Second, code))),
        ];
    }

    /// <summary>Folder of a node's artifact, relative to the store.</summary>
    public static string? Artifact(RunNode? node) => node is null ? null : $"{node.Stage}/{node.Fingerprint[..12]}";

    private static string Reasons(RunNode first, RunNode second, CodeIdentityLookup code)
    {
        List<string> reasons =
        [
            .. first.Leaves.Keys.Union(second.Leaves.Keys).Order(StringComparer.Ordinal)
                .Select(leaf => (Leaf: leaf, First: first.Leaves.GetValueOrDefault(leaf, KeyDifference.NotRead), Second: second.Leaves.GetValueOrDefault(leaf, KeyDifference.NotRead)))
                .Where(leaf => leaf.First != leaf.Second)
                .Select(leaf => KeyDifference.Of(first.Section, leaf.Leaf, leaf.First, leaf.Second, [.. first.Inputs, .. second.Inputs])).Distinct(),
        ];
        if (first.Code != second.Code)
        {
            reasons.Add(code(first.Code, second.Code));
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : "other outputs of the stage";
    }
}
