namespace AligNet.Artifacts;

/// <summary>One output of a stage: a file, or a folder of files that counts as one.</summary>
/// <param name="Name">File or folder name inside the artifact's folder.</param>
/// <param name="Sha256">Digest of the file, or of the sorted list of names and digests of a folder's files.</param>
/// <param name="Rows">Rows of a table or matrix, or null.</param>
/// <param name="Schema">Column names with types, or null.</param>
/// <param name="Files">The files; a single one named as the output itself unless it is a folder.</param>
public sealed record ManifestOutput(string Name, string Sha256, long? Rows, string? Schema, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>Size of all files in bytes.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);
}
