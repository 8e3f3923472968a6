namespace AligNet.Pipeline;

/// <summary>Where a current artifact is.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Files">Its files, full paths.</param>
public sealed record ArtifactLocation(string Folder, IReadOnlyList<string> Files);
