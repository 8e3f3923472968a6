using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace AligNet.Artifacts;

/// <summary>SHA-256 of content: of a file, of bytes, or of a set of named files. Written as 64 lower-case hexadecimal digits.</summary>
public static class ContentHash
{
    private const int BufferBytes = 1 << 20;

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
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach ((string name, string digest) in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            foreach (string field in new[] { name, digest })
            {
                byte[] bytes = Encoding.UTF8.GetBytes(field);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
