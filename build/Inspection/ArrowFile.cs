using System.IO;
using AligNet.Domain;
using Apache.Arrow.Ipc;

namespace AligNet.Build.Inspection;

/// <summary>An Arrow IPC file, read one record batch at a time.</summary>
public sealed class ArrowFile
{
    private readonly string _path;

    /// <summary>Reads the schema.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArtifactException">It is no Arrow file.</exception>
    public ArrowFile(string path)
    {
        _path = path;
        using ArrowFileReader reader = Open();
        Columns = [.. reader.Schema.FieldsList.Select(ArrowColumn.Of)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ArrowColumn> Columns { get; }

    /// <summary>Every row, values in the order of the columns.</summary>
    public IEnumerable<IReadOnlyList<object?>> Rows()
    {
        using ArrowFileReader reader = Open();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length; row++)
                {
                    yield return [.. batch.Arrays.Select(array => ArrowColumn.Value(array, row))];
                }
            }
        }
    }

    private ArrowFileReader Open()
    {
        var reader = new ArrowFileReader(File.OpenRead(_path), leaveOpen: false);
        try
        {
            return reader.Schema is null ? throw new InvalidDataException("it has no schema") : reader;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            reader.Dispose();
            throw new ArtifactException($"{_path}: expected an Arrow IPC file; {exception.Message}. Rerun with --verify, which sets damaged artifacts aside.", exception);
        }
    }
}
