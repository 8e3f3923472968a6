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

    /// <summary>Version of the stage's code.</summary>
    public required int CodeVersion { get; init; }

    /// <summary>Root seed, or "none" for a stage that draws nothing.</summary>
    public required string Seed { get; init; }

    /// <summary>The stage's options with canonical values.</summary>
    public required SortedDictionary<string, string> Options { get; init; }

    /// <summary>Its inputs with the digests that entered the fingerprint.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    internal static RunNode Of(StageNode node, StageAction action, Manifest manifest) => new()
    {
        Node = node.Name,
        Stage = node.Stage.Name,
        Section = node.Section,
        Action = OptionNames.Choice(action.ToString()),
        Fingerprint = manifest.Fingerprint,
        CodeVersion = manifest.CodeVersion,
        Seed = manifest.Seed,
        Options = manifest.Options,
        Inputs = manifest.Inputs,
    };
}
