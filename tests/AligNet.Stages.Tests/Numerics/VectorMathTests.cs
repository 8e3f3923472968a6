using System.Runtime.Intrinsics;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class VectorMathTests
{
    private const double RelativeError = 2e-7;

    [Fact]
    public void Exp_WholeRange_IsRightToFloat32()
    {
        for (float x = -86; x <= 88; x += 0.00731f)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, VectorMath.Exp(Vector512.Create(x))[5], RelativeError * expected);
        }
    }

    [Fact]
    public void Log_WholeRange_IsRightToFloat32()
    {
        for (float x = 1e-37f; x < 1e37f; x *= 1.0037f)
        {
            double expected = Math.Log(x);
            Assert.Equal(expected, VectorMath.Log(Vector512.Create(x))[5], RelativeError * Math.Max(Math.Abs(expected), Math.Abs(x - 1)));
        }
    }

    [Fact]
    public void Log_One_IsZero() => Assert.Equal(0f, VectorMath.Log(Vector512<float>.One)[0]);

    [Fact]
    public void SinCosTurns_OneTurn_IsRightToFloat32()
    {
        for (int n = 0; n < 1 << 24; n += 1237)
        {
            float turns = n / (float)(1 << 24);
            (Vector512<float> sin, Vector512<float> cos) = VectorMath.SinCosTurns(Vector512.Create(turns));
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sin[0], 1.5e-7);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cos[0], 1.5e-7);
        }
    }
}
