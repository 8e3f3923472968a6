using AligNet.Imaging.Corruptions;
using AligNet.Numerics;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Imaging.Corruptions;

/// <summary>The fast kernels against slow ones, to the bit: corrupted images must not change when a kernel does.</summary>
public class CorruptionKernelTests
{
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 5, 3 }, { 32, 32 }, { 33, 6 }, { 224, 224 }, { 300, 200 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Filter_AnySize_IsTheSumInTheOrderOfTheTaps(int width, int height)
    {
        Tap[] taps = [new(0, 0, 0.25f), new(-3, 1, 0.3f), new(2, -9, 0.2f), new(11, 4, 0.15f), new(-20, 0, 0.1f), new(1, 0, 0.07f)];
        float[] plane = Plane(width * height);
        foreach (EdgeRule edges in Enum.GetValues<EdgeRule>())
        {
            float[] expected = ReferenceCorruptionKernels.Filter(plane, width, height, taps, edges);
            Assert.Equal(expected, TapFilter.Apply(plane, width, height, taps, edges));

            float[] inPlace = [.. plane];
            TapFilter.Apply(inPlace, width, height, taps, edges, inPlace);
            Assert.Equal(expected, inPlace);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Zoom_AnySize_IsTheSamePixelByPixel(int width, int height)
    {
        float[] plane = Plane(width * height);
        foreach (double factor in new[] { 1, 1.11, 2.5, 4.5 })
        {
            Assert.Equal(ReferenceCorruptionKernels.Zoom(plane, width, height, factor), CentreZoom.Apply(plane, width, height, factor));
        }
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 3)]
    [InlineData(32, 32)]
    [InlineData(60, 40)]
    public void Disc_InsideAndAcrossTheEdge_IsTheSamePixelByPixel(int width, int height)
    {
        var random = new Pcg32(3);
        (float[] expected, float[] actual) = (new float[width * height], new float[width * height]);
        for (int disc = 0; disc < 200; disc++)
        {
            (double x, double y) = ((random.NextDouble() * (width + 8)) - 4, (random.NextDouble() * (height + 8)) - 4);
            (double radius, float brightness) = (0.2 + (4 * random.NextDouble()), (float)random.NextDouble());
            ReferenceCorruptionKernels.Disc(expected, width, x, y, radius, brightness);
            SoftDisc.Draw(actual, width, height, x, y, radius, brightness);
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Relief_Sums_AreTheSamePixelByPixel(int width, int height)
    {
        float[] plane = Plane(width * height);
        foreach (int[] weights in new[] { [-2, -1, 0, -1, 1, 1, 0, 1, 2], new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 } })
        {
            Assert.Equal(ReferenceCorruptionKernels.Sums(plane, width, height, weights), LiquidRelief.Sums(plane, width, height, weights));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Distances_AnySize_AreTheSamePixelByPixel(int width, int height)
    {
        foreach (float share in new[] { 0, 0.002f, 0.1f })
        {
            bool[] marked = [.. Plane(width * height).Select(value => value < share)];
            Assert.Equal(ReferenceCorruptionKernels.Distances(marked, width, height), ChamferDistance.To(marked, width, height));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Edges_AnySize_AreTheSamePixelByPixel(int width, int height)
    {
        // Blurred, so that there are ridges of all directions and strengths.
        float[] smooth = GaussianFilter.Apply(Plane(width * height), width, height, 2);
        byte[] plane = [.. smooth.Select(value => (byte)Math.Clamp((value - 0.5f) * 1500, 0, 255))];
        Assert.Equal(ReferenceCorruptionKernels.Edges(plane, width, height), EdgeDetector.Find(plane, width, height, 50, 150));
    }

    private static float[] Plane(int count)
    {
        var random = new Pcg32((ulong)count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }
}
