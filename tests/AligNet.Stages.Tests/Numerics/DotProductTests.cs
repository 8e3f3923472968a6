using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class DotProductTests
{
    /// <summary>Double-precision sums of at most 257 products of standard normals differ only by the order of summation.</summary>
    private const double SummationOrder = 1e-12;

    [Fact]
    public void Double_EveryShortLength_EqualsPlainLoop()
    {
        var random = new Pcg32(5);
        for (int length = 0; length <= 257; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
            float[] y = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];

            Assert.Equal(x.Zip(y, (a, b) => (double)a * b).Sum(), DotProduct.Double(x, y), SummationOrder);
        }
    }

    [Fact]
    public void Double_LengthsDiffer_Throws() => Assert.Throws<ArgumentException>(() => DotProduct.Double(new float[2], new float[3]));
}
