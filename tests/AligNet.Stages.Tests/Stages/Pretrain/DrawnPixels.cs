using AligNet.Domain;

namespace AligNet.Tests.Stages.Pretrain;

/// <summary>Images of one channel value a row: row r is filled by a function of row, channel, y and x.</summary>
internal sealed class DrawnPixels(int count, int size, Func<int, int, int, int, float> value) : IPixelSource
{
    public int ImageSize => size;

    public int Count => count;

    public void Fill(ReadOnlySpan<int> rows, Span<float> pixels)
    {
        int next = 0;
        foreach (int row in rows)
        {
            for (int plane = 0; plane < 3 * size * size; plane++)
            {
                pixels[next++] = value(row, plane / (size * size), plane / size % size, plane % size);
            }
        }
    }
}
