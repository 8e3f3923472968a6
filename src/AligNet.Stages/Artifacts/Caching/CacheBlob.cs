using System.Buffers;

namespace AligNet.Artifacts.Caching;

/// <summary>Content by its digest, as a cache holds it once however many artifacts have it.</summary>
/// <param name="Sha256">Digest of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size in bytes.</param>
public readonly record struct CacheBlob(string Sha256, long Bytes)
{
    private const int DigestLetters = 64;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether the digest is one and the size is none below 0. What a cache names is untrusted until it was asked this: a "digest" may
    /// also be a path.</summary>
    public bool IsValid => IsDigest(Sha256) && Bytes >= 0;

    /// <summary>Whether a text is a SHA-256 digest or a key: 64 lower-case hexadecimal digits.</summary>
    public static bool IsDigest(string? text) => text is { Length: DigestLetters } && !text.AsSpan().ContainsAnyExcept(Hexadecimal);
}
