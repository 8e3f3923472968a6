namespace AligNet.Artifacts;

/// <summary>One input as it entered the fingerprint.</summary>
/// <param name="Name">The input's name in the stage.</param>
/// <param name="From">Where it came from, to be read by people: "cluster/assignments.parquet" or "file".</param>
/// <param name="Sha256">Digest of the content.</param>
public sealed record ManifestInput(string Name, string From, string Sha256);
