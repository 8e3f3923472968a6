using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace AligNet.Stages.Simulate;

/// <summary>Writes 8-bit RGB images as PNG: one IDAT chunk, every row with the Sub filter. The bytes depend on the pixels alone.</summary>
/// <remarks>Source: W3C PNG specification (third edition), sections 5, 9.2 and D. Thousands of small images are written several
/// times faster so than through a general image library.</remarks>
public static class PngEncoder
{
    private const int BytesPerPixel = 3;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Encodes an image.</summary>
    /// <param name="pixels">RGB bytes, row-major from the top; width × height × 3.</param>
    /// <param name="width">Columns; above 0.</param>
    /// <param name="height">Rows; above 0.</param>
    /// <exception cref="ArgumentException">The count of bytes does not fit width and height.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != width * height * BytesPerPixel)
        {
            throw new ArgumentException($"{pixels.Length} bytes are not an RGB image of {width} × {height}.", nameof(pixels));
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2); // bits per sample, colour type RGB
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, width * BytesPerPixel));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int stride)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] line = new byte[stride + 1];
            line[0] = 1; // filter type Sub: each byte less the one a pixel to its left
            for (int start = 0; start < pixels.Length; start += stride)
            {
                ReadOnlySpan<byte> row = pixels.Slice(start, stride);
                for (int index = 0; index < stride; index++)
                {
                    line[index + 1] = (byte)(row[index] - (index >= BytesPerPixel ? row[index - BytesPerPixel] : 0));
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(word);
    }

    private static uint Crc(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            state = CrcTable[(state ^ value) & 0xFF] ^ (state >> 8);
        }

        return state;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint entry = 0; entry < table.Length; entry++)
        {
            uint value = entry;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            }

            table[entry] = value;
        }

        return table;
    }
}
