using AligNet.Numerics.Metrics;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class AgreementGoldenTests
{
    [Fact]
    public void Entropy_OfTripletProbabilities_MatchesGLocal()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/entropy");
        int[] shape = golden.Shape("in_probas");
        double[] entropies = new double[shape[0]];
        Entropy.OfRows(golden.Doubles("in_probas"), shape[1], entropies);

        golden.Within("out_entropy", entropies);
        golden.WithinScalar("spearman_entropy_logrt", Correlation.Spearman(entropies, [.. golden.Doubles("in_rt_ms").Select(time => Math.Log(time))]));
    }

    [Theory]
    [InlineData(CeilingTies.Wrong, "tie_wrong")]
    [InlineData(CeilingTies.First, "tie_first")]
    [InlineData(CeilingTies.Fraction, "tie_fraction")]
    public void Ceiling_UnderEachTieRule_MatchesTheReference(CeilingTies ties, string name)
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/loo_noise_ceiling");
        int[][] responses = Responses(golden);

        golden.Within($"out_agreement_{name}", (double[])[.. responses.Select(triplet => NoiseCeiling.Agreement(triplet, ties))]);
        golden.WithinScalar($"ceiling_{name}", NoiseCeiling.Mean(responses, ties));
    }

    [Fact]
    public void MajorityAndEntropy_OfResponses_MatchTheReference()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/loo_noise_ceiling");
        int[][] responses = Responses(golden);

        golden.Within("out_majority", (int[])[.. responses.Select(triplet => NoiseCeiling.Majority(triplet))]);
        golden.Within("out_response_entropy", (double[])[.. responses.Select(triplet => NoiseCeiling.ResponseEntropy(triplet))]);
    }

    private static int[][] Responses(GoldenFixture golden) => [.. golden.Integers("in_responses").Chunk(golden.Shape("in_responses")[1])];
}
