using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class AffineTransformsTests
{
    // Sums of up to 50 float32 products of size 1.
    private const double Float32Sum = 2e-5;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 33)]
    [InlineData(600, 50)]
    public void Apply_AnyShape_MatchesDoubleLoop(int rows, int dim)
    {
        var random = new Pcg32(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
        float[] x = Draw(rows * dim);
        var transform = new AffineTransform(0.3, 1.7, Draw(dim * dim), Draw(dim));
        Representations expectedInput = new(x, rows, dim);

        Representations one = AffineTransforms.Apply(transform, expectedInput, threads: 1);
        Representations two = AffineTransforms.Apply(transform, expectedInput, threads: 2);

        Assert.Equal(one.ToArray(), two.ToArray());
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < dim; column++)
            {
                double expected = transform.Bias[column];
                for (int d = 0; d < dim; d++)
                {
                    expected += (x[(row * dim) + d] - 0.3) / 1.7 * transform.Weights[(d * dim) + column];
                }

                Assert.Equal(expected, one.Row(row)[column], Float32Sum * (1 + Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void Apply_WithoutTransform_GivesTheRows()
    {
        float[] x = [1, 2, 3, 4, 5, 6];

        Assert.Equal(x, AffineTransforms.Apply(null, new Representations(x, 3, 2), threads: 2).ToArray());
    }

    [Fact]
    public void Apply_OtherWidth_IsRefused() =>
        Assert.Contains("have 3 columns, the transform expects 2", Assert.Throws<StageException>(() =>
            AffineTransforms.Apply(new AffineTransform(0, 1, new float[4], new float[2]), new Representations(new float[6], 2, 3), threads: 1)).Message);
}
