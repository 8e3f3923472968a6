using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Pretrain;

/// <summary>Several shifted copies of every image of another source: row r is image r mod n, shifted by an offset of its own with the
/// edges wrapped around. Rows always give the same values, as a trainer that resumes needs.</summary>
internal sealed class ShiftedPixels : IPixelSource
{
    private readonly IPixelSource _inner;
    private readonly (int Right, int Down)[] _shifts;

    /// <summary>Draws the shifts.</summary>
    /// <param name="inner">The images.</param>
    /// <param name="copies">Copies of each image.</param>
    /// <param name="maxShift">Largest shift each way, pixels.</param>
    /// <param name="seed">Same seed, same shifts.</param>
    public ShiftedPixels(IPixelSource inner, int copies, int maxShift, ulong seed)
    {
        var random = new Pcg32(seed);
        _inner = inner;
        _shifts = new (int, int)[checked(inner.Count * copies)];
        for (int row = 0; row < _shifts.Length; row++)
        {
            _shifts[row] = (random.NextInt((2 * maxShift) + 1) - maxShift, random.NextInt((2 * maxShift) + 1) - maxShift);
        }
    }

    /// <inheritdoc/>
    public int ImageSize => _inner.ImageSize;

    /// <inheritdoc/>
    public int Count => _shifts.Length;

    /// <inheritdoc/>
    public void Fill(ReadOnlySpan<int> rows, Span<float> pixels)
    {
        int size = ImageSize;
        int[] images = new int[rows.Length];
        for (int index = 0; index < rows.Length; index++)
        {
            images[index] = rows[index] % _inner.Count;
        }

        float[] plain = new float[pixels.Length];
        _inner.Fill(images, plain);
        int lines = 3 * size;
        for (int index = 0; index < rows.Length; index++)
        {
            (int right, int down) = _shifts[rows[index]];
            for (int line = 0; line < lines; line++)
            {
                (int channel, int y) = Math.DivRem(line, size);
                ReadOnlySpan<float> source = plain.AsSpan(((((index * 3) + channel) * size) + Wrap(y - down, size)) * size, size);
                Span<float> target = pixels.Slice((((index * 3) + channel) * size * size) + (y * size), size);
                int start = Wrap(-right, size);
                source[start..].CopyTo(target);
                source[..start].CopyTo(target[(size - start)..]);
            }
        }
    }

    private static int Wrap(int position, int size) => ((position % size) + size) % size;
}
