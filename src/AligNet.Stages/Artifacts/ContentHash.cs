using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace AligNet.Artifacts;

/// <summary>SHA-256 of content: of a file, of bytes, or of a set of named files. Written as 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    private const int BufferBytes = 1 << 20;

    private const int BlockBytes = 1 << 16;

    /// <summary>SHA-256 of a file's bytes.</summary>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>SHA-256 of bytes in memory.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Digest of a set of files: SHA-256 over the entries sorted by name (ordinal), each name and digest prefixed by its
    /// length in bytes, so that no two different sets have the same encoding.</summary>
    /// <param name="entries">Relative name with '/' separators, and the digest of the content.</param>
    public static string OfSet(IEnumerable<(string Name, string Digest)> entries)
    {
        // Arrays instead of queries: of a command with nothing to do, sorting names by code that is compiled on the spot would be a good part.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<string> names = [];
        List<string> digests = [];
        foreach ((string name, string digest) in entries)
        {
            names.Add(name);
            digests.Add(digest);
        }

        int[] order = [.. Enumerable.Range(0, names.Count)];
        string[] sorted = [.. names];
        if (!IsSorted(sorted))
        {
            Array.Sort(sorted, order, StringComparer.Ordinal);
        }

        var bytes = new MemoryStream();
        foreach (int entry in order)
        {
            Append(bytes, names[entry]);
            Append(bytes, digests[entry]);
            if (bytes.Length >= BlockBytes)
            {
                Flush();
            }
        }

        Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Flush()
        {
            hash.AppendData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            bytes.SetLength(0);
        }
    }

    // Lists of images mostly are, and asking costs a tenth of sorting.
    private static bool IsSorted(string[] names)
    {
        for (int name = 1; name < names.Length; name++)
        {
            if (string.CompareOrdinal(names[name - 1], names[name]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(MemoryStream bytes, string field)
    {
        int length = Encoding.UTF8.GetByteCount(field);
        int start = (int)bytes.Length;
        bytes.SetLength(start + sizeof(int) + length);
        Span<byte> added = bytes.GetBuffer().AsSpan(start, sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(added, length);
        _ = Encoding.UTF8.GetBytes(field, added[sizeof(int)..]);
    }
}
