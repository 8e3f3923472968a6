namespace AligNet.Pipeline;

/// <summary>What happened to a node, and why.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Action">What happened.</param>
/// <param name="Reason">Why, in a few words.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ArtifactFolder">Where its artifact is, or null.</param>
/// <param name="Fingerprint">The artifact's key, or null.</param>
public sealed record StageOutcome(string Node, StageAction Action, string Reason, TimeSpan Duration, string? ArtifactFolder, string? Fingerprint);
