using AligNet.Artifacts;
using AligNet.Pipeline.Runs;

namespace AligNet.Pipeline;

/// <summary>What an earlier run's fingerprint was made of, from a manifest or from the record of a run, of this machine or another.</summary>
/// <param name="Leaves">What it read, with values.</param>
/// <param name="Inputs">What it was given.</param>
/// <param name="Code">Identity of its code.</param>
public sealed record KeyRecord(IReadOnlyDictionary<string, string> Leaves, IReadOnlyList<ManifestInput> Inputs, string Code)
{
    /// <summary>That of an artifact.</summary>
    public static KeyRecord Of(Manifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return new(manifest.Leaves, manifest.Inputs, manifest.Code);
    }

    /// <summary>That of a node in a run.</summary>
    public static KeyRecord Of(RunNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Leaves, node.Inputs, node.Code);
    }
}
