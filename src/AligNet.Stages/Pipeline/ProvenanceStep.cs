using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>One artifact in a history.</summary>
/// <param name="Node">Node of the graph.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Key">Fingerprint of the artifact; in the last step, which is written before that is known, the digest of all that the run could read.</param>
/// <param name="Code">Identity of the stage's code.</param>
/// <param name="Options">"seed" and "option k" with values: those that were read; in the last step all of them.</param>
/// <param name="Inputs">What it was given.</param>
public sealed record ProvenanceStep(
    string Node, string Stage, string Key, string Code, SortedDictionary<string, string> Options, IReadOnlyList<ManifestInput> Inputs);
