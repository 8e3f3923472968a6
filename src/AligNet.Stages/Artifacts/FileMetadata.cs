using System.IO;
using AligNet.Domain;
using Apache.Arrow.Ipc;
using Parquet;

namespace AligNet.Artifacts;

/// <summary>Text that tables and matrices carry beside their values.</summary>
public static class FileMetadata
{
    /// <summary>The text under a key, or null when the file has none.</summary>
    /// <param name="path">A .parquet or .arrow file, or a folder of parts.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ArtifactException">The file is missing or not what its name says.</exception>
    public static string? Read(string path, string key)
    {
        string file = Directory.Exists(path) ? Directory.GetFiles(path, "part-*.arrow").Order(StringComparer.Ordinal).FirstOrDefault() ?? path : path;
        if (!File.Exists(file))
        {
            throw new ArtifactException($"{path}: there is no such file.");
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.EndsWith(".arrow", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                using var reader = new ArrowFileReader(stream, leaveOpen: true);
                return reader.Schema.Metadata?.GetValueOrDefault(key);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new ArtifactException($"{file}: is no Arrow file ({fault.Message}).", fault);
            }
        }

        _ = ParquetCheck.Run(stream, file);
        try
        {
            ParquetReader reader = ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult();
            return reader.CustomMetadata.GetValueOrDefault(key);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new ArtifactException($"{file}: is no Parquet file ({fault.Message}).", fault);
        }
    }
}
