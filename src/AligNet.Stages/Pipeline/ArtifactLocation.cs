using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>A sound artifact in the store.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Manifest">What it is.</param>
public sealed record ArtifactLocation(string Folder, Manifest Manifest);
