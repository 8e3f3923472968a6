using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Reference;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class OddOneOutTests
{
    [Theory]
    [InlineData(SimilarityMeasure.Dot)]
    [InlineData(SimilarityMeasure.Cosine)]
    [InlineData(SimilarityMeasure.Pearson)]
    [InlineData(SimilarityMeasure.NegativeEuclidean)]
    public void Accuracy_OfRandomTriplets_MatchesTheDefinition(SimilarityMeasure measure)
    {
        Representations rows = SimilarityTests.Gaussian(40, 33, 5);
        Triplet[] triplets = Draw(40, 5000, 6);

        Assert.Equal(ReferenceMetrics.Accuracy(rows, triplets, measure), OddOneOut.Accuracy(rows, triplets, measure), 1e-12);
    }

    [Fact]
    public void Choices_WithImagesRenamed_AreTheSameImages() =>
        Gen.Select(Gen.ULong, Gen.Shuffle(Enumerable.Range(0, 15).ToArray())).Sample((seed, names) =>
        {
            Representations rows = SimilarityTests.Gaussian(15, 4, seed);
            Representations renamed = rows.Select(names);
            Triplet[] triplets = Draw(15, 50, seed);
            Triplet[] same = [.. triplets.Select(t => new Triplet(Array.IndexOf(names, t.First), Array.IndexOf(names, t.Second), Array.IndexOf(names, t.OddOneOut)))];

            Assert.Equal(OddOneOut.Similarities(rows, triplets, SimilarityMeasure.Dot), OddOneOut.Similarities(renamed, same, SimilarityMeasure.Dot));
        }, iter: 100);

    [Fact]
    public void Choices_WithPositionsSwapped_PointAtTheSameImage() =>
        Gen.Select(Gen.ULong, Gen.Enum<SimilarityMeasure>()).Sample((seed, measure) =>
        {
            Representations rows = SimilarityTests.Gaussian(15, 4, seed);
            foreach (Triplet t in Draw(15, 20, seed))
            {
                Assert.Equal(OddImage(rows, t, measure), OddImage(rows, new Triplet(t.OddOneOut, t.First, t.Second), measure));
                Assert.Equal(OddImage(rows, t, measure), OddImage(rows, new Triplet(t.Second, t.First, t.OddOneOut), measure));
            }
        }, iter: 100);

    [Fact]
    public void Probabilities_ShiftedOrAtAnyTemperature_SumToOneAndKeepTheirOrder() =>
        Gen.Select(Gen.Double[-1e4, 1e4].Array[3], Gen.Double[-1e3, 1e3], Gen.Double[0.01, 100]).Sample((similarities, shift, temperature) =>
        {
            double[] probabilities = new double[3];
            double[] shifted = new double[3];
            OddOneOut.Probabilities(similarities, temperature, probabilities);
            OddOneOut.Probabilities([.. similarities.Select(value => value + shift)], temperature, shifted);
            Assert.Equal(1, probabilities.Sum(), 1e-12);
            Assert.Equal(probabilities.Max(), probabilities[Array.IndexOf(similarities, similarities.Max())]);

            // The shifted similarities themselves are rounded by up to 2e-12.
            Assert.All(Enumerable.Range(0, 3), pair => Assert.Equal(probabilities[pair], shifted[pair], 1e-9));
        });

    [Fact]
    public void Correct_WithIdenticalImages_IsWrongOnlyUnderRulesThatSaySo()
    {
        // Image 1 equals image 2, so ij = ik, the largest.
        var rows = new Representations(new float[] { 2, 0, 1, 0, 1, 0 }, 3, 2);
        double[] similarities = OddOneOut.Similarities(rows, new[] { new Triplet(0, 1, 2) }, SimilarityMeasure.Dot);

        Assert.Equal([2, 2, 1], similarities);
        Assert.Equal([0], OddOneOut.Correct(similarities));
        Assert.Equal([0], OddOneOut.Correct(similarities, TieRule.AnyTieIsWrong));
        Assert.Equal([1], OddOneOut.Correct(similarities, TieRule.FullTieIsWrong));
        Assert.Equal([1], OddOneOut.Correct(similarities, TieRule.FirstMaximum));
    }

    [Fact]
    public void Correct_WithoutDefinedSimilarity_IsWrongUnderEveryRule()
    {
        var rows = new Representations(new float[] { 1, 0, 1, 0, 0, 0 }, 3, 2);
        double[] similarities = OddOneOut.Similarities(rows, new[] { new Triplet(0, 1, 2) }, SimilarityMeasure.Cosine);

        Assert.All(Enum.GetValues<TieRule>(), rule =>
        {
            int[] choices = new int[1];
            OddOneOut.Choices(similarities, rule, choices);
            Assert.Equal([PairChoice.None], choices);
            Assert.Equal([0], OddOneOut.Correct(similarities, rule));
        });
    }

    [Fact]
    public void Similarities_OfUnknownRow_NameTheTriplet()
    {
        Representations rows = SimilarityTests.Gaussian(3, 2, 1);
        var error = Assert.Throws<ArgumentException>(
            () => OddOneOut.Similarities(rows, new[] { new Triplet(0, 1, 2), new Triplet(0, 1, 3) }, SimilarityMeasure.Dot));
        Assert.Contains("Triplet 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OddOneOut.Accuracy([1, 2]));
        Assert.Throws<ArgumentException>(() => OddOneOut.Accuracy([]));
    }

    internal static Triplet[] Draw(int rows, int count, ulong seed)
    {
        var generator = new Pcg32(seed, 1);
        var triplets = new Triplet[count];
        for (int index = 0; index < count;)
        {
            var triplet = new Triplet(generator.NextInt(rows), generator.NextInt(rows), generator.NextInt(rows));
            if (triplet.IsDistinct)
            {
                triplets[index++] = triplet;
            }
        }

        return triplets;
    }

    private static int OddImage(Representations rows, Triplet triplet, SimilarityMeasure measure)
    {
        int[] pairs = new int[1];
        OddOneOut.Choices(OddOneOut.Similarities(rows, new[] { triplet }, measure), TieRule.MaximumTieIsWrong, pairs);
        return triplet[PairChoice.OddOneOut(pairs[0])];
    }
}
