namespace AligNet.Domain;

/// <summary>Gives the pixels of images by row number, ready for a model.</summary>
/// <remarks>Trainers call it from one thread at a time, but not always the same; the same row must always give the same values.</remarks>
public interface IPixelSource
{
    /// <summary>Side of the square images in pixels.</summary>
    int ImageSize { get; }

    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Fills the pixels of some images.</summary>
    /// <param name="rows">Row numbers, each in [0, <see cref="Count"/>).</param>
    /// <param name="pixels">Receives rows × 3 × size × size normalised values (NCHW).</param>
    void Fill(ReadOnlySpan<int> rows, Span<float> pixels);
}
