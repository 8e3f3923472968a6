using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics;

/// <summary>Elementary functions on 16 float32 lanes, from polynomials evaluated in one fixed order, so that every machine and .NET
/// version gives the same bits (the run-time library's own functions promise neither).</summary>
/// <remarks>Argument reductions and minimax coefficients as published in S. Moshier's Cephes library (single precision);
/// largest relative errors measured by <c>VectorMathTests</c>: below 2e-7.</remarks>
internal static class VectorMath
{
    /// <summary>eˣ for x in [−87, 88]; arguments outside are clamped to that range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-87f)), Vector512.Create(88f));
        Vector512<float> power = Round(x * Vector512.Create(1.44269504f));
        Vector512<float> r = Vector512.FusedMultiplyAdd(power, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(power, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        Vector512<int> exponent = Vector512.ShiftLeft(Vector512.ConvertToInt32Native(power), 23);
        return (p.AsInt32() + exponent).AsSingle();
    }

    /// <summary>Natural logarithm for normal x above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^exponent · mantissa with the mantissa in [√½, √2): subtracting the bits of √½ splits the two without a branch.
        Vector512<int> bits = x.AsInt32() - Vector512.Create(0x3F3504F3);
        Vector512<float> exponent = Vector512.ConvertToSingle(Vector512.ShiftRightArithmetic(bits, 23));
        Vector512<float> r = ((bits & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle() - Vector512<float>.One;
        Vector512<float> square = r * r;
        Vector512<float> p = Vector512.Create(7.0376836292e-2f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.1514610310e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(3.3333331174e-1f));
        p = p * r * square;
        p = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(-2.12194440e-4f), p);
        p = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), p);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(0.693359375f), r + p);
    }

    /// <summary>sin 2πu and cos 2πu for u in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Sin, Vector512<float> Cos) SinCosTurns(Vector512<float> turns)
    {
        // u = quadrant / 4 + rest with |rest| ≤ 1/8; the quadrant swaps and negates the two polynomials.
        Vector512<float> quarter = Round(turns * Vector512.Create(4f));
        Vector512<float> angle = Vector512.FusedMultiplyAdd(quarter, Vector512.Create(-0.25f), turns) * Vector512.Create(6.28318531f);
        Vector512<float> square = angle * angle;
        Vector512<float> s = Vector512.Create(-1.9515295891e-4f);
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(8.3321608736e-3f));
        s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(-1.6666654611e-1f));
        s = Vector512.FusedMultiplyAdd(s * square, angle, angle);
        Vector512<float> c = Vector512.Create(2.443315711809948e-5f);
        c = Vector512.FusedMultiplyAdd(c, square, Vector512.Create(-1.388731625493765e-3f));
        c = Vector512.FusedMultiplyAdd(c, square, Vector512.Create(4.166664568298827e-2f));
        c = Vector512.FusedMultiplyAdd(c * square, square, Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), Vector512<float>.One));
        Vector512<int> quadrant = Vector512.ConvertToInt32Native(quarter);
        Vector512<float> swap = Vector512.Equals(quadrant & Vector512<int>.One, Vector512<int>.One).AsSingle();
        Vector512<int> negateSin = Vector512.ShiftLeft(quadrant & Vector512.Create(2), 30);
        Vector512<int> negateCos = Vector512.ShiftLeft((quadrant + Vector512<int>.One) & Vector512.Create(2), 30);
        Vector512<float> sin = Vector512.ConditionalSelect(swap, c, s);
        Vector512<float> cos = Vector512.ConditionalSelect(swap, s, c);
        return ((sin.AsInt32() ^ negateSin).AsSingle(), (cos.AsInt32() ^ negateCos).AsSingle());
    }

    /// <summary>The sum of 16 lanes, added in one fixed order (the library's own order depends on the hardware).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        Vector256<float> half = x.GetLower() + x.GetUpper();
        Vector128<float> quarter = half.GetLower() + half.GetUpper();
        quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        return quarter.ToScalar() + quarter.GetElement(1);
    }

    /// <summary>The sum of 8 lanes, added in one fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> x)
    {
        Vector256<double> half = x.GetLower() + x.GetUpper();
        Vector128<double> quarter = half.GetLower() + half.GetUpper();
        return quarter.ToScalar() + quarter.GetElement(1);
    }

    /// <summary>The nearest integer, halves to even: adding 1.5 · 2^23 pushes the fraction out. For |x| below 2^22.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Round(Vector512<float> x)
    {
        Vector512<float> magic = Vector512.Create(12582912f);
        return (x + magic) - magic;
    }
}
