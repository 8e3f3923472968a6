using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;

namespace AligNet.Onnx;

/// <summary>One protobuf message under construction: fields in the order in which they are added, weights by reference, so that a
/// model is written without a second copy of it in memory and always in the same bytes.</summary>
internal sealed class OnnxMessage
{
    private readonly List<object> _segments = [];

    /// <summary>Bytes of the message so far.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a text field.</summary>
    public OnnxMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds an integer field.</summary>
    public OnnxMessage Number(int field, long value) => Write(stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(value);
    });

    /// <summary>Adds integer fields of one number, one after the other.</summary>
    public OnnxMessage Numbers(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
        {
            Number(field, value);
        }

        return this;
    }

    /// <summary>Adds a float32 field.</summary>
    public OnnxMessage Single(int field, float value) => Write(stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.Fixed32);
        stream.WriteFloat(value);
    });

    /// <summary>Adds a field of bytes.</summary>
    public OnnxMessage Bytes(int field, byte[] value)
    {
        Prefix(field, value.Length);
        return Add(value, value.Length);
    }

    /// <summary>Adds a field of bytes that are float32 values, little-endian; they are read when the message is written.</summary>
    public OnnxMessage Bytes(int field, float[] values)
    {
        long length = (long)values.Length * sizeof(float);
        Prefix(field, length);
        return Add(values, length);
    }

    /// <summary>Adds a message field.</summary>
    public OnnxMessage Message(int field, OnnxMessage value)
    {
        Prefix(field, value.Length);
        Append(value);
        return this;
    }

    /// <summary>Adds all fields of another message.</summary>
    public void Append(OnnxMessage other)
    {
        _segments.AddRange(other._segments);
        Length += other.Length;
    }

    /// <summary>Writes the message.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (object segment in _segments)
        {
            stream.Write(segment is float[] values ? MemoryMarshal.AsBytes(values.AsSpan()) : (byte[])segment);
        }
    }

    private void Prefix(int field, long length) => Write(stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteLength(checked((int)length));
    });

    private OnnxMessage Write(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var stream = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(stream);
        }

        return Add(buffer.ToArray(), buffer.Length);
    }

    private OnnxMessage Add(object segment, long length)
    {
        _segments.Add(segment);
        Length += length;
        return this;
    }
}
