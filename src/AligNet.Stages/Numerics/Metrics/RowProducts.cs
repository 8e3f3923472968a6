using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.Metrics;

/// <summary>Sums over two float32 rows, in float64, added in one fixed order of 16 lanes, so that the bits do not depend on the machine's vectors.</summary>
/// <remarks>A product of two float32 numbers is exact in float64, so only the additions round, and swapping the rows changes nothing.</remarks>
internal static class RowProducts
{
    private const int Lanes = 16;

    /// <summary>Σ x·y.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Sum<Product>(x, y);

    /// <summary>Σ (x − y)².</summary>
    public static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Sum<SquaredDifference>(x, y);

    private static double Sum<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
        where TTerm : struct, ITerm
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Expected two rows of one width, got {x.Length} and {y.Length} values.", nameof(y));
        }

        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        Vector256<double> sum0 = default;
        Vector256<double> sum1 = default;
        Vector256<double> sum2 = default;
        Vector256<double> sum3 = default;
        int index = 0;
        for (; index <= x.Length - Lanes; index += Lanes)
        {
            (Vector256<double> x0, Vector256<double> x1) = Vector256.Widen(Vector256.LoadUnsafe(ref left, (nuint)index));
            (Vector256<double> y0, Vector256<double> y1) = Vector256.Widen(Vector256.LoadUnsafe(ref right, (nuint)index));
            (Vector256<double> x2, Vector256<double> x3) = Vector256.Widen(Vector256.LoadUnsafe(ref left, (nuint)index + 8));
            (Vector256<double> y2, Vector256<double> y3) = Vector256.Widen(Vector256.LoadUnsafe(ref right, (nuint)index + 8));
            sum0 += TTerm.Of(x0, y0);
            sum1 += TTerm.Of(x1, y1);
            sum2 += TTerm.Of(x2, y2);
            sum3 += TTerm.Of(x3, y3);
        }

        double sum = Vector256.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; index < x.Length; index++)
        {
            sum += TTerm.Of(Vector256.CreateScalar((double)x[index]), Vector256.CreateScalar((double)y[index])).ToScalar();
        }

        return sum;
    }

    private interface ITerm
    {
        static abstract Vector256<double> Of(Vector256<double> x, Vector256<double> y);
    }

    private readonly struct Product : ITerm
    {
        public static Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x * y;
    }

    private readonly struct SquaredDifference : ITerm
    {
        public static Vector256<double> Of(Vector256<double> x, Vector256<double> y)
        {
            Vector256<double> difference = x - y;
            return difference * difference;
        }
    }
}
