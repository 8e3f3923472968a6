using System.Text.Json;
using System.Text.Json.Serialization;
using AligNet.Artifacts;

namespace AligNet.Pipeline.Runs;

/// <summary>What one node gave in a run: its fingerprint, and everything that the fingerprint was made of.</summary>
public sealed record RunNode
{
    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Its stage, which is also its folder in the store.</summary>
    public required string Stage { get; init; }

    /// <summary>Section of its options.</summary>
    public required string Section { get; init; }

    /// <summary>What happened: "ran", "up-to-date" or "restored".</summary>
    public required string Action { get; init; }

    /// <summary>The full fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Identity of the stage's code.</summary>
    public required string Code { get; init; }

    /// <summary>What the artifact's run read, with values: see <see cref="KeyLeaf"/>.</summary>
    public required SortedDictionary<string, string> Leaves { get; init; }

    /// <summary>Its inputs.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>Root seed, or "none" where the run did not draw.</summary>
    [JsonIgnore]
    public string Seed => Leaves.GetValueOrDefault(KeyLeaf.Seed, "none");

    /// <summary>The options that the run read, with canonical values.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Options => KeyLeaf.OptionsOf(Leaves);

    internal static RunNode Of(JsonElement node) => new()
    {
        Node = node.Text("node"),
        Stage = node.Text("stage"),
        Section = node.Text("section"),
        Action = node.Text("action"),
        Fingerprint = node.Text("fingerprint"),
        Code = node.Text("code"),
        Leaves = node.Texts("leaves"),
        Inputs = node.List("inputs", ManifestInput.Of),
    };

    internal static RunNode Of(StageNode node, StageAction action, Manifest manifest) => new()
    {
        Node = node.Name,
        Stage = node.Stage.Name,
        Section = node.Section,
        Action = OptionNames.Choice(action.ToString()),
        Fingerprint = manifest.Fingerprint,
        Code = manifest.Code,
        Leaves = manifest.Leaves,
        Inputs = manifest.Inputs,
    };
}
