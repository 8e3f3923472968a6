using System.IO;
using System.IO.Compression;

namespace AligNet.Artifacts;

/// <summary>Writes a <c>.npz</c> archive, array by array; the same arrays always give the same bytes.</summary>
public sealed class NpzWriter : IDisposable
{
    // ZIP has no time before 1980; a fixed one keeps the bytes free of the clock.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _archive;
    private readonly CompressionLevel _level;

    /// <summary>Creates or replaces the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="compress">Whether to deflate, as numpy.savez_compressed does.</param>
    public NpzWriter(string path, bool compress = false)
    {
        _archive = new ZipArchive(new FileStream(path, FileMode.Create, FileAccess.ReadWrite), ZipArchiveMode.Create);
        _level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
    }

    /// <summary>Adds a whole array.</summary>
    public void Add(string name, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        using Stream stream = AddStream(name, array.Header);
        stream.Write(array.Data);
    }

    /// <summary>Writes a header and returns the stream that takes exactly <see cref="NpyHeader.ByteCount"/> bytes of data in C order;
    /// dispose it before adding the next array.</summary>
    public Stream AddStream(string name, NpyHeader header)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(header);
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", _level);
        entry.LastWriteTime = Epoch;
        Stream stream = entry.Open();
        header.Write(stream);
        return stream;
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
