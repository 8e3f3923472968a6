using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Artifacts.Caching;

/// <summary>A record on its way through a cache: the record, the key that it answers, and who vouches for both.</summary>
internal static class SignedRecord
{
    private const int Format = 1;

    /// <summary>The envelope as JSON: format, key, record in base64, and the signature where there is a signing key.</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="record">The record's bytes.</param>
    /// <param name="signer">The signing key, or null for an unsigned envelope.</param>
    public static byte[] Seal(string key, byte[] record, CacheSigningKey? signer) => JsonSerializer.SerializeToUtf8Bytes(
        new Envelope(Format, key, record, signer?.Sign(key, record)), EnvelopeJson.Default.Envelope);

    /// <summary>Takes the record out of an envelope.</summary>
    /// <param name="envelope">What a cache gave.</param>
    /// <param name="key">The key that was asked for.</param>
    /// <param name="signer">The signing key that records must be signed with; null accepts any.</param>
    /// <returns>The record, or null with what is wrong in the words of a message.</returns>
    public static (byte[]? Record, string Fault) Open(ReadOnlySpan<byte> envelope, string key, CacheSigningKey? signer)
    {
        Envelope? found;
        try
        {
            found = JsonSerializer.Deserialize(envelope, EnvelopeJson.Default.Envelope);
        }
        catch (JsonException)
        {
            found = null;
        }

        return found switch
        {
            null or { Record: null } or { Key: null } => (null, "is not readable"),
            { Format: not Format } => (null, "has another format"),
            _ when found.Key != key => (null, "belongs to another key"),
            _ when signer is null => (found.Record, ""),
            { Hmac: null } => (null, "is not signed"),
            _ when !CryptographicOperations.FixedTimeEquals(found.Hmac, signer.Sign(key, found.Record)) => (null, "is signed with another key, or forged"),
            _ => (found.Record, ""),
        };
    }

    /// <summary>The JSON of an envelope.</summary>
    /// <param name="Format">Version of this layout.</param>
    /// <param name="Key">The record's key.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Hmac">The signature.</param>
    internal sealed record Envelope(int Format, string? Key, byte[]? Record, byte[]? Hmac);
}

/// <summary>Serialisation code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SignedRecord.Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
