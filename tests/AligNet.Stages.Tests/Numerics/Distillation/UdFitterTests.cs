using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Distillation;
using AligNet.Tests.Numerics.Vice;

namespace AligNet.Tests.Numerics.Distillation;

public class UdFitterTests
{
    private static readonly UdSettings Quick = new() { LearningRate = 0.05, InitialScale = 0.1, MaxEpochs = 8, MinEpochs = 3, Patience = 3, BatchSize = 50, Lambdas = [1e-3, 0.1, 10], Threads = 2 };

    [Theory]
    [InlineData(UdRegulariser.ScaledIdentity)]
    [InlineData(UdRegulariser.FrobeniusNorm)]
    public void Fit_ReducedSpace_EqualsFullSpace(UdRegulariser regulariser)
    {
        // 18 objects (12 to train on) in 40 dimensions: every fit can work in the span of the rows.
        (Representations objects, Triplet[] triplets, float[] targets) = Study(18, 40, 600);
        UdSettings settings = Quick with { Regulariser = regulariser };

        UdResult reduced = new UdFitter(settings).Fit(objects, triplets, targets, 1, NoProgress.Instance, TestContext.Current.CancellationToken);
        UdResult full = new UdFitter(settings) { ReduceSpace = false }.Fit(objects, triplets, targets, 1, NoProgress.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(full.Lambda, reduced.Lambda);
        for (int at = 0; at < full.Folds.Count; at++)
        {
            Assert.Equal(full.Folds[at].ValidationLoss, reduced.Folds[at].ValidationLoss, 1e-9);
            Assert.Equal(full.Folds[at].TrainLoss, reduced.Folds[at].TrainLoss, 1e-9);
            Assert.Equal(full.Folds[at].AccuracyAfter, reduced.Folds[at].AccuracyAfter, 1e-9);
            Assert.Equal(full.Folds[at].Epochs, reduced.Folds[at].Epochs);
        }

        for (int at = 0; at < full.Transform.Weights.Length; at++)
        {
            Assert.Equal(full.Transform.Weights[at], reduced.Transform.Weights[at], 1e-6f);
        }

        Assert.All(full.Transform.Bias.Zip(reduced.Transform.Bias), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Fit_NoisyViewOfTheConcepts_RaisesAccuracyOnUnseenObjects()
    {
        (Representations objects, Triplet[] triplets, float[] targets) = Study(45, 20, 6000);

        UdResult result = new UdFitter(Quick with { MaxEpochs = 30 }).Fit(objects, triplets, targets, 1, NoProgress.Instance, TestContext.Current.CancellationToken);

        Assert.True(result.AccuracyAfter > result.AccuracyBefore + 0.03, $"before {result.AccuracyBefore}, after {result.AccuracyAfter}");
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes()
    {
        (Representations objects, Triplet[] triplets, float[] targets) = Study(18, 40, 600);
        UdResult[] results = [.. new[] { 1, 2, 4 }.Select(threads =>
            new UdFitter(Quick with { Threads = threads }).Fit(objects, triplets, targets, 1, NoProgress.Instance, TestContext.Current.CancellationToken))];

        Assert.All(results, result => Assert.Equal(results[0].Transform.Weights, result.Transform.Weights));
        Assert.All(results, result => Assert.Equal(results[0].Folds, result.Folds));
    }

    [Fact]
    public void Fit_Adam_RunsInTheFullSpace()
    {
        (Representations objects, Triplet[] triplets, float[] targets) = Study(18, 24, 300);

        UdResult result = new UdFitter(Quick with { Optimiser = UdOptimiser.Adam, LearningRate = 1e-3 }).Fit(objects, triplets, targets, 1, NoProgress.Instance, TestContext.Current.CancellationToken);

        Assert.All(result.Folds, fold => Assert.True(double.IsFinite(fold.ValidationLoss)));
    }

    [Fact]
    public void Fit_FoldWithoutTriplets_SaysSo()
    {
        (Representations objects, _, _) = Study(18, 4, 10);

        string message = Assert.Throws<StageException>(() =>
            new UdFitter(Quick).Fit(objects, [new Triplet(0, 1, 2)], [1, 0, 0], 1, NoProgress.Instance, TestContext.Current.CancellationToken)).Message;
        Assert.Contains("triplets to train on", message);
    }

    [Fact]
    public void Fit_NotFiniteRepresentation_NamesTheEntry()
    {
        var objects = new Representations(new float[] { 1, 2, 3, float.NaN, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 }, 9, 2);

        Assert.Contains("row 1, column 1 is NaN", Assert.Throws<StageException>(() =>
            new UdFitter(Quick).Fit(objects, [new Triplet(0, 1, 2)], [1, 0, 0], 1, NoProgress.Instance, TestContext.Current.CancellationToken)).Message);
    }

    // Objects with three planted concepts; representations mix them with strong nuisance dimensions.
    private static (Representations Objects, Triplet[] Triplets, float[] Targets) Study(int objects, int dim, int count)
    {
        var random = new Pcg32(9);
        double[,] concepts = new double[objects, 3];
        float[] values = new float[objects * dim];
        double[] mixing = [.. Enumerable.Range(0, 3 * dim).Select(_ => random.NextGaussian())];
        for (int o = 0; o < objects; o++)
        {
            concepts[o, o % 3] = 2;
            for (int d = 0; d < dim; d++)
            {
                values[(o * dim) + d] = (float)((0.5 * mixing[(o % 3 * dim) + d]) + random.NextGaussian() + 3);
            }
        }

        Triplet[] triplets = ViceTrainerTests.RandomTriplets(count, objects, 4);
        float[] targets = new float[3 * count];
        for (int t = 0; t < count; t++)
        {
            double[] s = [Dot(triplets[t].First, triplets[t].Second), Dot(triplets[t].First, triplets[t].OddOneOut), Dot(triplets[t].Second, triplets[t].OddOneOut)];
            double sum = s.Sum(Math.Exp);
            for (int pair = 0; pair < 3; pair++)
            {
                targets[(3 * t) + pair] = (float)(Math.Exp(s[pair]) / sum);
            }

            // The human choice is the most probable pair.
            (triplets[t], int best) = s.Max() == s[0] ? (triplets[t], 0)
                : s.Max() == s[1] ? (new Triplet(triplets[t].First, triplets[t].OddOneOut, triplets[t].Second), 1)
                : (new Triplet(triplets[t].Second, triplets[t].OddOneOut, triplets[t].First), 2);
            if (best == 1)
            {
                (targets[3 * t], targets[(3 * t) + 1]) = (targets[(3 * t) + 1], targets[3 * t]);
            }
            else if (best == 2)
            {
                (targets[3 * t], targets[(3 * t) + 1], targets[(3 * t) + 2]) = (targets[(3 * t) + 2], targets[3 * t], targets[(3 * t) + 1]);
            }
        }

        return (new Representations(values, objects, dim), triplets, targets);

        double Dot(int a, int b) => Enumerable.Range(0, 3).Sum(c => concepts[a, c] * concepts[b, c]);
    }
}
