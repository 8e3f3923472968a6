using AligNet.Numerics.Metrics;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class NoiseCeilingTests
{
    private static readonly Gen<int[]> SomeResponses = Gen.Int[0, 2].Array[2, 9];

    [Fact]
    public void Agreement_OfUnanimousResponses_IsOne() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[2, 9], Gen.Enum<CeilingTies>()).Sample((response, count, ties) =>
        {
            int[] responses = [.. Enumerable.Repeat(response, count)];
            Assert.Equal(1, NoiseCeiling.Agreement(responses, ties));
            Assert.Equal(1, NoiseCeiling.Mean([responses, responses], ties));
            Assert.Equal(0, NoiseCeiling.ResponseEntropy(responses));
            Assert.Equal(response, NoiseCeiling.Majority(responses));
        });

    [Fact]
    public void Agreement_OfAnyResponses_MatchesTheDefinition() =>
        SomeResponses.Sample(responses =>
        {
            Assert.Equal(Definition(responses, (modes, held) => modes.Length == 1 && modes[0] == held ? 1 : 0), NoiseCeiling.Agreement(responses, CeilingTies.Wrong), 1e-12);
            Assert.Equal(Definition(responses, (modes, held) => modes[0] == held ? 1 : 0), NoiseCeiling.Agreement(responses, CeilingTies.First), 1e-12);
            Assert.Equal(Definition(responses, (modes, held) => modes.Contains(held) ? 1.0 / modes.Length : 0), NoiseCeiling.Agreement(responses, CeilingTies.Fraction), 1e-12);
        });

    [Fact]
    public void Entropy_OfResponses_IgnoresNamesAndStaysBelowLog3() =>
        SomeResponses.Sample(responses =>
        {
            double entropy = NoiseCeiling.ResponseEntropy(responses);
            Assert.InRange(entropy, 0, Math.Log(3) + 1e-12);
            Assert.Equal(entropy, NoiseCeiling.ResponseEntropy([.. responses.Select(response => (response + 1) % 3)]), 1e-12);
        });

    [Fact]
    public void Entropy_OfCertainAndUniformRows_IsZeroAndLog3()
    {
        double[] entropies = new double[2];
        Entropy.OfRows([0, 1, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3], 3, entropies);
        Assert.Equal(0, entropies[0]);
        Assert.Equal(Math.Log(3), entropies[1], 1e-15);
        Assert.True(double.IsNaN(Entropy.Of([double.NaN, 1])));
        Assert.Throws<ArgumentException>(() => Entropy.OfRows([1], 3, entropies));
    }

    [Fact]
    public void Responses_NotGivenOrOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => NoiseCeiling.Agreement([1], CeilingTies.Wrong));
        Assert.Throws<ArgumentException>(() => NoiseCeiling.Agreement([1, 3], CeilingTies.Wrong));
        Assert.Throws<ArgumentException>(() => NoiseCeiling.Majority([]));
        Assert.Throws<ArgumentException>(() => NoiseCeiling.Mean([], CeilingTies.Wrong));
    }

    private static double Definition(int[] responses, Func<int[], int, double> credit) =>
        Enumerable.Range(0, responses.Length).Average(held =>
        {
            int[] others = [.. responses.Where((_, index) => index != held)];
            int[] counts = [.. Enumerable.Range(0, 3).Select(option => others.Count(response => response == option))];
            return credit([.. Enumerable.Range(0, 3).Where(option => counts[option] == counts.Max())], responses[held]);
        });
}
