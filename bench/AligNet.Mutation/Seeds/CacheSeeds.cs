using System.Text;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;

namespace AligNet.Mutation.Seeds;

/// <summary>What a cache holds under keys, and signed records.</summary>
internal static class CacheSeeds
{
    /// <summary>The key of every record.</summary>
    public static readonly string Key = ContentHash.OfBytes("key"u8);

    /// <summary>The key that they are signed with.</summary>
    public static readonly CacheSigningKey Signer = new("a key that no change of bytes finds out", "seeds");

    /// <summary>The records that were signed.</summary>
    public static readonly IReadOnlyList<byte[]> Signed = [[], [0], Encoding.UTF8.GetBytes("{\"stage\": \"cluster\", \"outputs\": []}"), new byte[1000]];

    private static readonly CacheBlob Record = new(ContentHash.OfBytes("record"u8), 300);

    /// <summary>Entries of no file, of one, of many, and one that a server added to.</summary>
    public static IReadOnlyList<byte[]> Entries() =>
    [
        ActionEntry.Write(Record, []),
        ActionEntry.Write(Record, [new CacheBlob(ContentHash.OfBytes("file"u8), 5_000_000_000)]),
        ActionEntry.Write(Record, Enumerable.Range(0, 50).Select(index => new CacheBlob(ContentHash.OfBytes([(byte)index]), index))),
        [.. ActionEntry.Write(Record, []), (4 << 3) | 0, 1],
    ];

    /// <summary>Lengths past the end, groups that never end, many fields of nothing, paths in place of digests, pages of HTML.</summary>
    public static IReadOnlyList<byte[]> CraftedEntries() =>
    [
        [(2 << 3) | 2, 0xff, 0xff, 0xff, 0xff, 0x07],
        [.. Enumerable.Repeat((byte)((2 << 3) | 3), 100_000)],
        [.. Enumerable.Repeat(new byte[] { (2 << 3) | 2, 0 }, 100_000).SelectMany(field => field)],
        ActionEntry.Write(new CacheBlob("../../../../etc/passwd", 1), []),
        ActionEntry.Write(Record with { Bytes = long.MinValue }, []),
        Encoding.ASCII.GetBytes("<!doctype html><title>Log in</title>"),
        [],
    ];

    /// <summary>Sealed records.</summary>
    public static IReadOnlyList<byte[]> Records() => [.. Signed.Select(record => SignedRecord.Seal(Key, record, Signer))];

    /// <summary>Unsigned, signed by others, signed for another key, nested deeply, with a signature of another length.</summary>
    public static IReadOnlyList<byte[]> CraftedRecords() =>
    [
        SignedRecord.Seal(Key, [1, 2, 3], null),
        SignedRecord.Seal(Key, [1, 2, 3], new CacheSigningKey("another key, which someone else made up", "seeds")),
        SignedRecord.Seal(ContentHash.OfBytes("other"u8), [1, 2, 3], Signer),
        Encoding.ASCII.GetBytes(new string('[', 200_000)),
        Encoding.ASCII.GetBytes($"{{\"format\":1,\"key\":\"{Key}\",\"record\":\"AQID\",\"hmac\":\"AA==\"}}"),
        Encoding.ASCII.GetBytes($"{{\"format\":1,\"key\":\"{Key}\",\"record\":\"AQID\",\"hmac\":null}}"),
    ];
}
