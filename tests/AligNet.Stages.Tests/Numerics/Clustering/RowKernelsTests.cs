using AligNet.Numerics;
using AligNet.Numerics.Clustering;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class RowKernelsTests
{
    // A float32 sum of n squares is off by n half-units at worst; here it is 16 sums of n / 16.
    private const double Float32SumRelative = 1e-5;

    [Fact]
    public void Kernels_EveryLength_AgreeWithPlainLoops()
    {
        var rng = new Pcg32(8);
        for (int length = 1; length <= 100; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)(1000 + rng.NextGaussian()))];
            float[] y = [.. Enumerable.Range(0, length).Select(_ => (float)(1000 + rng.NextGaussian()))];
            double[] mean = [.. Enumerable.Range(0, length).Select(_ => 1000 + rng.NextGaussian())];
            float[] centred = new float[length];
            RowKernels.Centre(x, mean, centred);
            double[] sums = [.. mean];
            RowKernels.Add(x, sums);

            Assert.Equal(x.Zip(mean, (value, middle) => (float)(value - middle)), centred);
            Assert.Equal(x.Zip(mean, (value, middle) => value + middle), sums);
            double expected = ReferenceKMeans.SquaredDistance(x, y);
            Assert.Equal(expected, RowKernels.SquaredDistance(x, y), expected * Float32SumRelative);
        }
    }
}
