namespace AligNet.Pipeline;

/// <summary>What became of one node in this run.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Action">What happened.</param>
/// <param name="Reason">Why, in words: "cluster.k 500 → 200", "input sample-triplets/triplets.parquet changed".</param>
/// <param name="Duration">Wall time.</param>
/// <param name="ArtifactFolder">Where the artifact lies, if it does.</param>
/// <param name="Fingerprint">The full fingerprint, if known.</param>
public sealed record StageOutcome(string Node, StageAction Action, string Reason, TimeSpan Duration, string? ArtifactFolder, string? Fingerprint);
