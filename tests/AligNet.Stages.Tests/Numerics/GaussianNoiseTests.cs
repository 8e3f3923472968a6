using System.Runtime.Intrinsics;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public class GaussianNoiseTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0, 0, 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89, 0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84)]
    public void Threefry_PublishedVectors_AreReproduced(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint k2, uint k3, uint x0, uint x1, uint x2, uint x3)
    {
        // Known-answer tests of the Random123 distribution, threefry4x32 with 20 rounds.
        Threefry.Encrypt(Vector512.Create(c0), c1, c2, c3, k0, k1, k2, k3, out var y0, out var y1, out var y2, out var y3);

        Assert.Equal([x0, x1, x2, x3], new[] { y0[3], y1[0], y2[15], y3[7] });
    }

    [Fact]
    public void Fill_FirstDraws_ArePinned()
    {
        float[] draws = new float[70];
        GaussianNoise.Fill(draws, seed: 1, stream: 0, step: 1999);

        Assert.Equal([-0.12717348f, -0.28094494f, 1.635919f], draws[..3]);
    }

    [Fact]
    public void Fill_AnyLengthAndOffset_GivesTheSameDraws()
    {
        float[] whole = new float[9000];
        GaussianNoise.Fill(whole, seed: 7, stream: 3, step: 12345678901);
        for (int length = 0; length <= 130; length++)
        {
            float[] part = new float[length];
            GaussianNoise.Fill(part, seed: 7, stream: 3, step: 12345678901, offset: 4096);
            Assert.Equal(whole[4096..(4096 + length)], part);
        }
    }

    [Fact]
    public void Fill_AMillionDraws_HasMomentsOfTheNormalDistribution()
    {
        const int Count = 1 << 20;
        float[] draws = new float[Count];
        GaussianNoise.Fill(draws, seed: 11, stream: 0, step: 0);

        // Bounds are 5 standard errors: 1/√n, √(2/n), √(15/n), √(96/n).
        double unit = 5 / Math.Sqrt(Count);
        Assert.Equal(0, draws.Average(x => (double)x), unit);
        Assert.Equal(1, draws.Average(x => (double)x * x), unit * Math.Sqrt(2));
        Assert.Equal(0, draws.Average(x => Math.Pow(x, 3)), unit * Math.Sqrt(15));
        Assert.Equal(3, draws.Average(x => Math.Pow(x, 4)), unit * Math.Sqrt(96));
        Assert.Equal(0.3173, draws.Count(x => Math.Abs(x) > 1) / (double)Count, unit / 2);
        Assert.Equal(0.0027, draws.Count(x => Math.Abs(x) > 3) / (double)Count, unit * 0.06);
        foreach (int lag in new[] { 1, 16, 32, 48, 64 })
        {
            Assert.Equal(0, draws.Skip(lag).Select((x, at) => (double)x * draws[at]).Average(), unit);
        }
    }

    [Fact]
    public void Fill_OtherSeedStreamOrStep_IsUncorrelated()
    {
        float[] basis = new float[1 << 16];
        float[] other = new float[1 << 16];
        GaussianNoise.Fill(basis, seed: 1, stream: 1, step: 1);
        foreach ((ulong seed, uint stream, ulong step) in new[] { (2UL, 1u, 1UL), (1UL, 2u, 1UL), (1UL, 1u, 2UL), (1UL << 32, 1u, 1UL), (1UL, 1u, 1UL << 32) })
        {
            GaussianNoise.Fill(other, seed, stream, step);
            Assert.Equal(0, basis.Zip(other, (a, b) => (double)a * b).Average(), 5.0 / 256);
        }
    }
}
