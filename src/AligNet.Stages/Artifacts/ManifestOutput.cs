namespace AligNet.Artifacts;

/// <summary>One output of a stage: a file, or a folder of files that counts as one.</summary>
/// <param name="Name">File or folder name inside the artifact's folder.</param>
/// <param name="Digest">Digest of its content: of the values (<see cref="LogicalDigest"/>) for tables and matrices; of the bytes for other files; of the sorted
/// list of names and digests for other folders.</param>
/// <param name="Rows">Rows of a table or matrix, or null.</param>
/// <param name="Schema">Column names with types, or null.</param>
/// <param name="Columns">Digest of the values of each column of a table or matrix; null for anything else.</param>
/// <param name="Files">The files; a single one named as the output itself unless it is a folder.</param>
public sealed record ManifestOutput(
    string Name, string Digest, long? Rows, string? Schema, SortedDictionary<string, string>? Columns, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Size of all files in bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);
}
