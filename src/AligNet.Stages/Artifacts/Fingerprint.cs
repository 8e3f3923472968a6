using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AligNet.Artifacts;

/// <summary>The key of a stage's artifact: SHA-256 over a canonical encoding of everything that determines its bytes.</summary>
/// <remarks>Every field is tagged with its type and prefixed by its length; the encoding itself has a version. Paths, times and
/// machine names never enter it.</remarks>
public sealed class Fingerprint
{
    /// <summary>Version of the encoding; raising it makes every earlier artifact a stranger.</summary>
    public const int EncodingVersion = 1;

    private readonly List<byte> _bytes = [];

    /// <summary>Starts an encoding.</summary>
    public Fingerprint() => Add("encoding", EncodingVersion);

    /// <summary>Adds a named text.</summary>
    public Fingerprint Add(string name, string value)
    {
        AddField((byte)'n', name);
        AddField((byte)'s', value);
        return this;
    }

    /// <summary>Adds a named whole number.</summary>
    public Fingerprint Add(string name, long value)
    {
        AddField((byte)'n', name);
        AddField((byte)'i', value.ToString());
        return this;
    }

    /// <summary>The fingerprint: 64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(SHA256.HashData([.. _bytes]));

    private void AddField(byte tag, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _bytes.Add(tag);
        _bytes.AddRange(length);
        _bytes.AddRange(bytes);
    }
}
