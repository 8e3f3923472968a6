using System.IO;
using AligNet.Domain;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace AligNet.Artifacts;

/// <summary>A float32 matrix with row identifiers, read from Arrow IPC files that stay mapped while this object lives.</summary>
public sealed class ArrowMatrix : IDisposable
{
    private readonly List<MappedFile> _files = [];

    private ArrowMatrix(string[] ids, Representations values, List<MappedFile> files) => (Ids, Values, _files) = (ids, values, files);

    /// <summary>Identifier of each row.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The values; valid until this object is disposed.</summary>
    public Representations Values { get; }

    /// <summary>Maps a matrix written by <see cref="ArrowMatrixWriter"/>.</summary>
    /// <param name="path">A file, or a folder of parts.</param>
    /// <exception cref="ArtifactException">Missing, not Arrow IPC, or not a column of identifiers and one of lists of float32.</exception>
    public static ArrowMatrix Open(string path)
    {
        string[] parts = Directory.Exists(path) ? [.. Directory.GetFiles(path, "part-*.arrow").Order(StringComparer.Ordinal)] : [path];
        List<MappedFile> files = [];
        List<string> ids = [];
        List<ReadOnlyMemory<float>> batches = [];
        int? dim = null;
        try
        {
            foreach (string part in parts)
            {
                var file = new MappedFile(part);
                files.Add(file);
                int width = ReadPart(part, file, ids, batches);
                if (dim is { } known && known != width)
                {
                    throw new ArtifactException($"{part}: rows have {width} values, the parts before it {known}.");
                }

                dim = width;
            }

            int columns = dim ?? throw new ArtifactException($"{path}: holds no part-*.arrow file.");
            int batchRows = batches.Count == 0 ? 1 : Math.Max(1, batches[0].Length / columns);
            return new ArrowMatrix([.. ids], new Representations(batches, ids.Count, columns, batchRows), files);
        }
        catch
        {
            files.ForEach(file => ((IDisposable)file).Dispose());
            throw;
        }
    }

    /// <summary>Writes a whole matrix.</summary>
    public static void Write(string path, IReadOnlyList<string> ids, Representations values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Count, values.Rows);
        using var writer = new ArrowMatrixWriter(path, values.Rows, values.Dim);
        for (int row = 0; row < values.Rows; row++)
        {
            writer.Append(ids[row], values.Row(row));
        }
    }

    /// <summary>"id: string, values: float32[dim]", as manifests record it.</summary>
    public static string SchemaOf(int dim) => $"id: string, values: float32[{dim}]";

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => ((IDisposable)file).Dispose());

    private static unsafe int ReadPart(string path, MappedFile file, List<string> ids, List<ReadOnlyMemory<float>> batches)
    {
        try
        {
            // The file format wraps the stream format between a magic of 8 bytes and a footer; the stream reader takes
            // memory without copying, the file reader only streams.
            if (!file.Memory.Span.StartsWith("ARROW1\0\0"u8) || !file.Memory.Span.EndsWith("ARROW1"u8))
            {
                throw new ArtifactException($"{path}: not a complete Arrow IPC file (its first or last bytes are not ARROW1).");
            }

            using var reader = new ArrowStreamReader(file.Memory[8..]);
            int width = 0;
            while (reader.ReadNextRecordBatch() is { } batch)
            {
                if (batch.ColumnCount != 2 || batch.Column(0) is not StringArray names
                    || batch.Column(1) is not FixedSizeListArray { Values: FloatArray floats } lists)
                {
                    throw new ArtifactException($"{path}: expected the columns id (utf8) and values (fixed-size list of float32), found {batch.Schema}.");
                }

                width = ((Apache.Arrow.Types.FixedSizeListType)lists.Data.DataType).ListSize;
                for (int row = 0; row < names.Length; row++)
                {
                    ids.Add(names.GetString(row));
                }

                ReadOnlySpan<byte> bytes = floats.ValueBuffer.Span;
                fixed (byte* pointer = bytes)
                {
                    // The span lies in the mapped file, so the pointer stays good after this block.
                    batches.Add(new MappedFloats((float*)pointer, names.Length * width).Memory);
                }
            }

            return width == 0 ? ReadWidth(reader.Schema) : width;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException or OverflowException or IndexOutOfRangeException or NotSupportedException)
        {
            throw new ArtifactException($"{path}: not a readable Arrow IPC file ({exception.Message}).", exception);
        }
    }

    private static int ReadWidth(Schema schema) =>
        (schema.GetFieldByName("values")?.DataType as Apache.Arrow.Types.FixedSizeListType)?.ListSize ?? 1;
}
