using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class OddOneOutGoldenTests
{
    private static readonly (SimilarityMeasure Measure, string Name)[] Measures =
    [
        (SimilarityMeasure.Dot, "dot"), (SimilarityMeasure.Cosine, "cosine"), (SimilarityMeasure.NegativeEuclidean, "euclidean"),
    ];

    [Theory]
    [InlineData("metrics/odd_one_out")]
    [InlineData("metrics/odd_one_out_real")]
    public void Choices_OfEachMeasure_MatchGLocal(string name)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        int compared = 0;
        foreach ((SimilarityMeasure measure, string label) in Measures.Where(measure => golden.Has($"out_choice_{measure.Name}")))
        {
            double[] similarities = OddOneOut.Similarities(Rows(golden), Triplets(golden), measure);
            int[] pairs = new int[similarities.Length / OddOneOut.Pairs];
            OddOneOut.Choices(similarities, TieRule.FullTieIsWrong, pairs);
            golden.Within($"out_choice_{label}", (int[])[.. pairs.Select(PairChoice.OddOneOut)]);
            golden.WithinScalar($"accuracy_{label}", OddOneOut.Accuracy(similarities, TieRule.FullTieIsWrong));
            compared++;
        }

        Assert.True(compared >= 2);
    }

    [Fact]
    public void Accuracy_UnderTheOtherTieRules_MatchesTheirReferences()
    {
        GoldenFixture golden = GoldenFixture.Load("metrics/odd_one_out");
        double[] similarities = OddOneOut.Similarities(Rows(golden), Triplets(golden), SimilarityMeasure.Dot);
        golden.WithinScalar("accuracy_dot_ties_wrong", OddOneOut.Accuracy(similarities, TieRule.MaximumTieIsWrong));
        golden.WithinScalar("accuracy_dot_any_equal_wrong", OddOneOut.Accuracy(similarities, TieRule.AnyTieIsWrong));

        int[] pairs = new int[similarities.Length / OddOneOut.Pairs];
        OddOneOut.Choices(similarities, TieRule.MaximumTieIsWrong, pairs);
        golden.Within("out_tie_for_max_dot", (int[])[.. pairs.Select(pair => pair == PairChoice.None ? 1 : 0)]);
    }

    [Theory]
    [InlineData("metrics/odd_one_out", "out_probas_dot", 1)]
    [InlineData("metrics/odd_one_out_real", "out_probas_t1", 1)]
    [InlineData("metrics/odd_one_out_real", "out_probas_t05", 0.5)]
    public void Probabilities_OfDotProducts_MatchGLocal(string name, string array, double factor)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        double[] similarities = OddOneOut.Similarities(Rows(golden), Triplets(golden), SimilarityMeasure.Dot);
        double[] probabilities = new double[similarities.Length];

        // gLocal multiplies by what it calls temperature.
        OddOneOut.Probabilities(similarities, 1 / factor, probabilities);

        golden.Within(array, probabilities);
    }

    [Fact]
    public void Correct_OfTripletLogits_MatchesAligNet()
    {
        GoldenFixture golden = GoldenFixture.Load("alignet/triplet_accuracy");
        int[] shape = golden.Shape("in_logits");
        var rows = new Representations(golden.Singles("in_logits"), shape[0] * shape[1], shape[2]);
        Triplet[] triplets = [.. Enumerable.Range(0, shape[0]).Select(index => new Triplet(3 * index, (3 * index) + 1, (3 * index) + 2))];
        double[] similarities = OddOneOut.Similarities(rows, triplets, SimilarityMeasure.Dot);
        int[] pairs = new int[triplets.Length];
        OddOneOut.Choices(similarities, TieRule.MaximumTieIsWrong, pairs);

        golden.Within("out_correct", OddOneOut.Correct(similarities));
        golden.Within("out_tie", (int[])[.. pairs.Select(pair => pair == PairChoice.None ? 1 : 0)]);
        golden.WithinScalar("n_ties_for_max", pairs.Count(pair => pair == PairChoice.None));
        golden.WithinScalar("accuracy", OddOneOut.Accuracy(similarities));
    }

    private static Representations Rows(GoldenFixture golden)
    {
        int[] shape = golden.Shape("in_features");
        return new Representations(golden.Singles("in_features"), shape[0], shape[1]);
    }

    private static Triplet[] Triplets(GoldenFixture golden) =>
        [.. golden.Integers("in_triplets").Chunk(3).Select(row => new Triplet(row[0], row[1], row[2]))];
}
