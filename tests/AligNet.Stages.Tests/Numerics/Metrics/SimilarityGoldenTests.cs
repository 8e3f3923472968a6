using AligNet.Domain;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class SimilarityGoldenTests
{
    [Fact]
    public void Correlations_WithTies_MatchScipy()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/spearman");
        int[] shape = golden.Shape("in_a");
        double[] a = golden.Doubles("in_a");
        double[] b = golden.Doubles("in_b");
        double[] ranks = new double[a.Length];
        double[] spearman = new double[shape[0]];
        double[] pearson = new double[shape[0]];
        for (int row = 0; row < shape[0]; row++)
        {
            Range line = (row * shape[1])..((row + 1) * shape[1]);
            Ranks.Average(a.AsSpan(line), ranks.AsSpan(line));
            spearman[row] = Correlation.Spearman(a.AsSpan(line), b.AsSpan(line));
            pearson[row] = Correlation.Pearson(a.AsSpan(line), b.AsSpan(line));
        }

        golden.Within("out_ranks_a", ranks);
        golden.Within("out_spearman", spearman);
        golden.Within("out_pearson", pearson);
    }

    [Fact]
    public void Rsa_OfPearsonAndCosineMatrices_MatchesThingsvision()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/rsa");
        int[] shape = golden.Shape("in_features");
        var rows = new Representations(golden.Singles("in_features"), shape[0], shape[1]);
        double[] human = golden.Doubles("in_human_rsm");
        foreach ((SimilarityMeasure measure, string name) in new[] { (SimilarityMeasure.Pearson, "pearson"), (SimilarityMeasure.Cosine, "cosine") })
        {
            double[] rsm = new double[shape[0] * shape[0]];
            Rsm.Compute(rows, measure, rsm);
            golden.Within($"out_rsm_{name}", rsm);
            golden.WithinScalar($"spearman_of_{name}_rsm", RsaScore.Compare(rsm, human, shape[0]));
            golden.WithinScalar($"pearson_of_{name}_rsm", RsaScore.Compare(rsm, human, shape[0], CorrelationKind.Pearson));
        }
    }

    [Fact]
    public void Rsa_OfDissimilarities_MatchesThingsvision()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/rsa");
        int[] shape = golden.Shape("in_features");
        double[] rdm = new double[shape[0] * shape[0]];
        double[] humanRdm = golden.Doubles("in_human_rsm");
        Rsm.Compute(new Representations(golden.Singles("in_features"), shape[0], shape[1]), SimilarityMeasure.Pearson, rdm);
        Rsm.ToRdm(rdm, rdm);
        Rsm.ToRdm(humanRdm, humanRdm);

        golden.WithinScalar("spearman_of_pearson_rdm_vs_human_rdm", RsaScore.Compare(rdm, humanRdm, shape[0]));
    }
}
