using System.Buffers;
using System.IO;
using System.IO.MemoryMappedFiles;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>A read-only file mapped into memory, at most 2 GiB; the operating system pages it in and out.</summary>
public sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _pointer;
    private readonly int _length;

    /// <summary>Maps a file.</summary>
    /// <exception cref="ArtifactException">The file is missing, empty, or larger than 2 GiB.</exception>
    public MappedFile(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length is 0 or > int.MaxValue)
            {
                throw new ArtifactException($"{path}: has {length} bytes, expected 1 to {int.MaxValue}.");
            }

            _length = (int)length;
            _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _map?.Dispose();
            throw new ArtifactException($"{path}: cannot be opened ({exception.Message}).", exception);
        }

        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
        _pointer += _view.PointerOffset;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_pointer, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_pointer + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Mapped memory never moves.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }
}
