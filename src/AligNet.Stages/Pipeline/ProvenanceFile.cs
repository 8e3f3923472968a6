using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Pipeline;

/// <summary>Reads the history that a table or matrix carries.</summary>
public static class ProvenanceFile
{
    /// <summary>The history of a file.</summary>
    /// <param name="path">A .parquet or .arrow file that this pipeline wrote, wherever it lies now.</param>
    /// <exception cref="ArtifactException">The file cannot be read, or carries no history.</exception>
    public static Provenance Read(string path) =>
        FileMetadata.Read(path, ParquetTableWriter.ProvenanceKey) is { } text && Provenance.FromJson(text) is { } provenance
            ? provenance
            : throw new ArtifactException($"{path}: carries no history. It was not written by a run of this pipeline, or another program wrote it anew without its metadata.");
}
