using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>Digests of what a table or matrix holds, whatever its file looks like: codec, pages, row groups and footers do not count.</summary>
/// <remarks>
/// <para>A column: SHA-256 over the name of its type, every value in order, and the number of rows. Numbers are little-endian (a missing one is
/// a byte 0, a present one a byte 1 before it), text is UTF-8 after its length in bytes. NaN counts by its bits, and -0 is not 0.</para>
/// <para>A matrix has the columns "id" and "values", the latter with its width. The whole: <see cref="ContentHash.OfSet"/> over the columns by name,
/// since stages read columns by name and not by place.</para>
/// </remarks>
public static class LogicalDigest
{
    /// <summary>Whether files of that name have logical digests.</summary>
    public static bool Covers(string name) =>
        name.EndsWith(".parquet", StringComparison.Ordinal) || name.EndsWith(".arrow", StringComparison.Ordinal);

    /// <summary>The digest of each column of a file (or folder of parts) that <see cref="Covers"/> says yes to.</summary>
    /// <exception cref="ArtifactException">It cannot be read.</exception>
    public static SortedDictionary<string, string> OfColumns(string path) =>
        path.EndsWith(".parquet", StringComparison.Ordinal) ? OfTable(path) : OfMatrix(path);

    /// <summary>The digest of the whole.</summary>
    public static string OfAll(IReadOnlyDictionary<string, string> columns) => ContentHash.OfSet(columns.Select(column => (column.Key, column.Value)));

    private static SortedDictionary<string, string> OfTable(string path)
    {
        Dictionary<string, IncrementalHash> hashes = new(StringComparer.Ordinal);
        try
        {
            long rows = 0;
            foreach (Table group in ParquetTable.ReadGroups(path))
            {
                foreach (Column column in group.Columns)
                {
                    if (!hashes.TryGetValue(column.Name, out IncrementalHash? hash))
                    {
                        hashes[column.Name] = hash = Start(Table.TypeName(column.Type));
                    }

                    Add(hash, column);
                }

                rows += group.Rows;
            }

            return new SortedDictionary<string, string>(hashes.ToDictionary(hash => hash.Key, hash => End(hash.Value, rows)), StringComparer.Ordinal);
        }
        finally
        {
            foreach (IncrementalHash hash in hashes.Values)
            {
                hash.Dispose();
            }
        }
    }

    private static SortedDictionary<string, string> OfMatrix(string path)
    {
        using ArrowMatrix matrix = ArrowMatrix.Open(path);
        using IncrementalHash ids = Start("string");
        AddText(ids, matrix.Ids);
        using IncrementalHash values = Start($"float32[{matrix.Values.Dim}]");
        for (int row = 0; row < matrix.Values.Rows; row++)
        {
            values.AppendData(MemoryMarshal.AsBytes(matrix.Values.Row(row)));
        }

        return new SortedDictionary<string, string>(StringComparer.Ordinal) { ["id"] = End(ids, matrix.Ids.Count), ["values"] = End(values, matrix.Values.Rows) };
    }

    private static IncrementalHash Start(string type)
    {
        IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddText(hash, [type]);
        return hash;
    }

    private static string End(IncrementalHash hash, long rows)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(count, rows);
        hash.AppendData(count);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, Column column)
    {
        switch (column)
        {
            case Column<int> typed: AddNumbers<int>(hash, typed.Values); break;
            case Column<long> typed: AddNumbers<long>(hash, typed.Values); break;
            case Column<float> typed: AddNumbers<float>(hash, typed.Values); break;
            case Column<double> typed: AddNumbers<double>(hash, typed.Values); break;
            case Column<bool> typed: AddNumbers<bool>(hash, typed.Values); break;
            case Column<double?> typed: AddOptional(hash, typed.Values); break;
            case Column<string> typed: AddText(hash, typed.Values); break;
            default: throw new ArtifactException($"Column '{column.Name}' of type {column.Type.Name} has no digest.");
        }
    }

    private static void AddNumbers<T>(IncrementalHash hash, T[] values)
        where T : struct => hash.AppendData(MemoryMarshal.AsBytes<T>(values));

    private static void AddOptional(IncrementalHash hash, double?[] values)
    {
        Span<byte> one = stackalloc byte[1 + sizeof(double)];
        foreach (double? value in values)
        {
            one[0] = value is null ? (byte)0 : (byte)1;
            BinaryPrimitives.WriteDoubleLittleEndian(one[1..], value ?? 0);
            hash.AppendData(value is null ? one[..1] : one);
        }
    }

    private static void AddText(IncrementalHash hash, IReadOnlyList<string> values)
    {
        // One call of the hash for many short texts: a call for each would cost more than the hashing.
        const int Chunk = 1 << 16;
        using var buffer = new MemoryStream(Chunk + 1024);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, Encoding.UTF8.GetByteCount(value));
            buffer.Write(length);
            buffer.Write(Encoding.UTF8.GetBytes(value));
            if (buffer.Length >= Chunk)
            {
                hash.AppendData(buffer.GetBuffer(), 0, (int)buffer.Length);
                buffer.SetLength(0);
            }
        }

        hash.AppendData(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
