using System.IO;
using System.Security.Cryptography;

namespace AligNet.Artifacts;

/// <summary>Parts of artifacts, each a file of bytes under the digest of all that it was made from. A file starts with the SHA-256 of the rest, so
/// that one that is torn or changed is known for what it is and made again.</summary>
public sealed class ShardStore
{
    private const int DigestBytes = SHA256.HashSizeInBytes;
    private readonly string _root;

    /// <summary>Opens the store of a folder, which is created when the first shard is written.</summary>
    public ShardStore(string root) => _root = Path.GetFullPath(root);

    /// <summary>Whether there is a shard of that key; whether it is sound shows when it is opened.</summary>
    public bool Has(string key) => File.Exists(PathOf(key));

    /// <summary>Maps a shard, or gives null when there is no sound one; a damaged one is removed.</summary>
    /// <param name="key">The key: 64 hexadecimal digits.</param>
    public MappedShard? Open(string key)
    {
        string path = PathOf(key);
        if (!File.Exists(path) || new FileInfo(path).Length <= DigestBytes)
        {
            return null;
        }

        var file = new MappedFile(path);
        ReadOnlyMemory<byte> bytes = file.Memory;
        if (SHA256.HashData(bytes.Span[DigestBytes..]).AsSpan().SequenceEqual(bytes.Span[..DigestBytes]))
        {
            return new MappedShard(file, bytes[DigestBytes..]);
        }

        ((IDisposable)file).Dispose();
        File.Delete(path);
        return null;
    }

    /// <summary>Writes a shard: whole, or not at all.</summary>
    /// <param name="key">The key.</param>
    /// <param name="content">At least one byte.</param>
    public void Write(string key, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        string path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte[] digest = SHA256.HashData(content);
        byte[] bytes = content.ToArray();

        // Not flushed to disk: after a crash of the machine a torn shard is known by its digest.
        DurableFiles.Replace(path, file =>
        {
            file.Write(digest);
            file.Write(bytes);
        });
    }

    /// <summary>Where the shard of a key lies or would lie.</summary>
    public string PathOf(string key) => Path.Combine(_root, key[..2], key);
}
