namespace AligNet.Artifacts;

/// <summary>One file of an output.</summary>
/// <param name="Path">Path inside the artifact's folder, with '/' separators.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">Digest of the content.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);
