using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using AligNet.Domain;

namespace AligNet.Artifacts.Caching;

/// <summary>The secret that those share who may write a cache's records: HMAC-SHA256 over key and record.</summary>
/// <remarks>A class without text of its own, so that no message can show the secret.</remarks>
public sealed class CacheSigningKey
{
    /// <summary>The variable that holds the secret where no file is named.</summary>
    public const string Variable = "ALIGNET_CACHE_KEY";

    private const int LeastLetters = 32;
    private const string HowToMake = "Make one with: openssl rand -hex 32";
    private static readonly byte[] Domain = "AligNet cache record"u8.ToArray();
    private const int Version = 1;
    private readonly byte[] _secret;

    /// <summary>Takes the secret's text; white space around it does not count.</summary>
    /// <param name="secret">At least 32 letters.</param>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="OptionsException">The secret is too short to keep a record from being forged.</exception>
    internal CacheSigningKey(string secret, string source)
    {
        string text = secret.Trim();
        if (text.Length < LeastLetters)
        {
            throw new OptionsException($"{source}: the cache's key has {text.Length} letters, expected {LeastLetters} or more. {HowToMake}");
        }

        _secret = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Reads the secret.</summary>
    /// <param name="file">What <c>--cache-key-file</c> names, or null.</param>
    /// <param name="variable">Value of <see cref="Variable"/>; empty counts as not set, since CI services give untrusted jobs empty secrets.</param>
    /// <returns>Null when there is neither; the file wins.</returns>
    /// <exception cref="OptionsException">The file cannot be read, or the secret is too short.</exception>
    public static CacheSigningKey? Load(string? file, string? variable)
    {
        if (file is null)
        {
            return string.IsNullOrWhiteSpace(variable) ? null : new CacheSigningKey(variable, Variable);
        }

        try
        {
            return new CacheSigningKey(File.ReadAllText(file), $"--cache-key-file={file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsException($"--cache-key-file={file} cannot be read: {exception.Message} {HowToMake} > {file}", exception);
        }
    }

    /// <summary>HMAC-SHA256 over a name of this encoding, its version, the key and the record, each field prefixed by its length.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="record">The record.</param>
    /// <returns>32 bytes.</returns>
    internal byte[] Sign(string key, ReadOnlySpan<byte> record)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        Append(hash, Domain);
        Span<byte> version = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(version, Version);
        Append(hash, version);
        Append(hash, Encoding.UTF8.GetBytes(key));
        Append(hash, record);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, field.Length);
        hash.AppendData(length);
        hash.AppendData(field);
    }
}
