using System.Buffers;

namespace AligNet.Artifacts;

/// <summary>A view of memory that does not move (a mapped file) as float32 values.</summary>
internal sealed unsafe class MappedFloats(float* pointer, int length) : MemoryManager<float>
{
    /// <inheritdoc/>
    public override Span<float> GetSpan() => new(pointer, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(pointer + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // The mapping it views never moves.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The mapping is owned by MappedFile.
    }
}
