using AligNet.Stages.Pretrain;

namespace AligNet.Tests.Stages.Pretrain;

public class ShiftedPixelsTests
{
    private const int Size = 5;
    private static readonly DrawnPixels Inner = new(4, Size, (row, channel, y, x) => (((((row * 3) + channel) * Size) + y) * Size) + x);

    [Fact]
    public void Fill_NoShift_RepeatsTheImages()
    {
        var shifted = new ShiftedPixels(Inner, copies: 2, maxShift: 0, seed: 1);

        Assert.Equal(8, shifted.Count);
        Assert.Equal(Values(Inner, 3), Values(shifted, 7));
    }

    [Fact]
    public void Fill_AnyShift_IsTheImageWrappedAroundByOneOffset()
    {
        const int MaxShift = 2;
        var shifted = new ShiftedPixels(Inner, copies: 10, MaxShift, seed: 1);
        var seen = new HashSet<(int, int)>();
        for (int row = 0; row < shifted.Count; row++)
        {
            float[] plain = Values(Inner, row % 4);
            float[] found = Values(shifted, row);
            var offsets = from down in Enumerable.Range(-MaxShift, (2 * MaxShift) + 1)
                          from right in Enumerable.Range(-MaxShift, (2 * MaxShift) + 1)
                          where found.SequenceEqual(Rolled(plain, right, down))
                          select (right, down);
            seen.Add(Assert.Single(offsets));
        }

        Assert.True(seen.Count > 10, $"{seen.Count} different offsets");
    }

    private static float[] Values(AligNet.Domain.IPixelSource source, int row)
    {
        float[] values = new float[3 * Size * Size];
        source.Fill([row], values);
        return values;
    }

    private static float[] Rolled(float[] plain, int right, int down)
    {
        float[] rolled = new float[plain.Length];
        for (int index = 0; index < plain.Length; index++)
        {
            (int channel, int y, int x) = (index / (Size * Size), index / Size % Size, index % Size);
            rolled[(((channel * Size) + ((y + down + Size) % Size)) * Size) + ((x + right + Size) % Size)] = plain[index];
        }

        return rolled;
    }
}
