using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Tests.Torch;

/// <summary>Random images; counts how often each was asked for.</summary>
internal sealed class TestPixels(int count, int size, ulong seed) : IPixelSource
{
    public int[] Asked { get; } = new int[count];

    public int ImageSize => size;

    public int Count => count;

    public void Fill(ReadOnlySpan<int> rows, Span<float> pixels)
    {
        int perImage = 3 * size * size;
        for (int index = 0; index < rows.Length; index++)
        {
            Asked[rows[index]]++;
            var random = new Pcg32(seed, (ulong)rows[index]);
            foreach (ref float value in pixels.Slice(index * perImage, perImage))
            {
                value = (float)random.NextGaussian();
            }
        }
    }
}
