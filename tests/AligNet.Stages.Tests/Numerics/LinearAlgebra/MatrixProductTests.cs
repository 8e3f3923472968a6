using System.Runtime.Intrinsics;
using AligNet.Numerics;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Tests.Numerics.LinearAlgebra;

public class MatrixProductTests
{
    private const double Float64Sum = 1e-13;
    private const double Float32Sum = 1e-5;

    [Fact]
    public void Multiply_EverySmallShape_MatchesTripleLoop()
    {
        var random = new Pcg32(1);
        foreach (int rows in new[] { 1, 2, 3, 7, 8, 9, 16, 17 })
        {
            foreach (int inner in new[] { 1, 2, 5, 16, 33 })
            {
                foreach (int columns in Enumerable.Range(1, 70))
                {
                    double[] a = Draw(random, rows * inner);
                    double[] b = Draw(random, inner * columns);
                    double[] expected = Product(a, b, rows, inner, columns);
                    double[] c = new double[rows * columns];
                    MatrixProduct.Multiply<double>(a, rows, new PackedMatrix<double>().Pack(b, inner, columns), c);
                    AssertClose(expected, c, Float64Sum);
                    c.AsSpan().Clear();
                    MatrixProduct.MultiplyTransposed<double>(Transpose(a, rows, inner), rows, new PackedMatrix<double>().PackTransposed(Transpose(b, inner, columns), inner, columns), c);
                    AssertClose(expected, c, Float64Sum);
                    float[] single = new float[rows * columns];
                    MatrixProduct.Multiply<float>([.. a.Select(x => (float)x)], rows, new PackedMatrix<float>().Pack([.. b.Select(x => (float)x)], inner, columns), single);
                    AssertClose(expected, [.. single.Select(x => (double)x)], Float32Sum);
                }
            }
        }
    }

    [Fact]
    public unsafe void Tile256_AndTile512_GiveTheSameBits()
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "Needs 512-bit vectors to compare with.");
        var random = new Pcg32(2);
        float[] a = [.. Draw(random, 8 * 40).Select(x => (float)x)];
        float[] b = [.. Draw(random, 40 * 32).Select(x => (float)x)];
        float[] wide = new float[8 * 32];
        float[] narrow = new float[8 * 32];
        MatrixProduct.Multiply<float>(a, 8, new PackedMatrix<float>().Pack(b, 40, 32), wide);
        fixed (float* left = a, right = b, tile = narrow)
        {
            float** lines = stackalloc float*[8];
            for (int line = 0; line < 8; line++)
            {
                lines[line] = left + (line * 40);
            }

            MatrixProduct.Tile256(lines, 8, 1, right, 40, tile);
        }

        Assert.Equal(wide, narrow);
    }

    private static double[] Draw(Pcg32 random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];

    private static double[] Product(double[] a, double[] b, int rows, int inner, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(at => Enumerable.Range(0, inner).Sum(q => a[(at / columns * inner) + q] * b[(q * columns) + (at % columns)]))];

    private static double[] Transpose(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(at => matrix[(at % rows * columns) + (at / rows)])];

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int at = 0; at < expected.Length; at++)
        {
            Assert.Equal(expected[at], actual[at], tolerance * (1 + Math.Abs(expected[at])) * 10);
        }
    }
}
