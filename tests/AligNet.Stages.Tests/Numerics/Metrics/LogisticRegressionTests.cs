using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Tests.Reference;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class LogisticRegressionTests
{
    /// <summary>Rounding in the reference's gradient over some hundred terms of size 10.</summary>
    private const double Rounding = 1e-9;

    [Theory]
    [InlineData(12, 40, 3, 1)]
    [InlineData(30, 15, 5, 1)]
    [InlineData(31, 15, 5, 1)]
    [InlineData(120, 7, 2, 0.01)]
    [InlineData(60, 33, 20, 100)]
    [InlineData(9, 1, 3, 1)]
    public void Fit_OfAnyShape_EndsWhereTheGradientVanishes(int count, int width, int classes, double c)
    {
        (Representations rows, int[] labels) = Clustered(count, width, classes, offset: 5, seed: 3);
        var settings = new LogisticRegressionSettings { C = c };
        LogisticRegressionFit fit = LogisticRegression.Fit(rows, labels, classes, settings);

        double bound = settings.Tolerance * Math.Max(1, Math.Sqrt(fit.Classifier.Weights.ToArray().Sum(weight => weight * weight)));
        (double objective, double norm) = ReferenceLogisticRegression.Objective(rows, labels, fit.Classifier, c);
        Assert.True(fit.Converged);
        Assert.Equal(objective, fit.Objective, Rounding * Math.Max(1, objective));
        Assert.True(norm <= bound + Rounding, $"The gradient's norm is {norm:G3}, allowed {bound:G3}.");
        Assert.Equal(0, fit.Classifier.Intercepts.ToArray().Sum(), Rounding);
    }

    [Fact]
    public void Fit_OfManyClasses_NeedsFewIterations()
    {
        // Measured: 64; with the second loop of the recursion broken, 76.
        (Representations rows, int[] labels) = Clustered(200, 60, 20, offset: 2, seed: 6);
        Assert.InRange(LogisticRegression.Fit(rows, labels, 20, new LogisticRegressionSettings { C = 10 }).Iterations, 1, 70);
    }

    [Fact]
    public void Fit_InDualAndPrimalCoordinates_GivesTheSameClassifier()
    {
        // 39 examples of 20 columns are solved through the Gram matrix; a column of zeros less, through the weights.
        (Representations narrow, int[] labels) = Clustered(39, 19, 4, offset: 2, seed: 8);
        float[] wide = new float[39 * 20];
        for (int row = 0; row < 39; row++)
        {
            narrow.Row(row).CopyTo(wide.AsSpan(row * 20, 19));
        }

        var settings = new LogisticRegressionSettings { Tolerance = 1e-9 };
        LinearClassifier primal = LogisticRegression.Fit(narrow, labels, 4, settings).Classifier;
        LinearClassifier dual = LogisticRegression.Fit(new Representations(wide, 39, 20), labels, 4, settings).Classifier;
        for (int index = 0; index < 4; index++)
        {
            Assert.Equal(primal.Intercepts[index], dual.Intercepts[index], 1e-6);
            Assert.Equal(0, dual.Weights[(index * 20) + 19], Rounding);
            for (int column = 0; column < 19; column++)
            {
                Assert.Equal(primal.Weights[(index * 19) + column], dual.Weights[(index * 20) + column], 1e-7);
            }
        }
    }

    [Fact]
    public void Fit_WithExamplesInAnotherOrderOrShifted_GivesTheSameProbabilities() =>
        Gen.Select(Gen.ULong, Gen.Shuffle(Enumerable.Range(0, 24).ToArray()), Gen.Float[-3, 3]).Sample((seed, order, shift) =>
        {
            (Representations rows, int[] labels) = Clustered(24, 6, 3, offset: 0, seed);
            var moved = new Representations(rows.Select(order).ToArray().Select(value => value + shift).ToArray(), 24, 6);
            var settings = new LogisticRegressionSettings();
            double[] expected = LogisticRegression.Fit(rows, labels, 3, settings).Classifier.Probabilities(rows);
            double[] actual = LogisticRegression.Fit(moved, order.Select(row => labels[row]).ToArray(), 3, settings).Classifier.Probabilities(moved);
            for (int entry = 0; entry < actual.Length; entry++)
            {
                // Shifted rows are rounded to float32, and each fit stops within 1e-6 of the optimum.
                Assert.Equal(expected[(order[entry / 3] * 3) + (entry % 3)], actual[entry], 5e-5);
            }
        }, iter: 50);

    [Fact]
    public void Predictions_FollowScoresWrittenOut()
    {
        (Representations rows, _) = Clustered(300, 9, 4, offset: 1, seed: 1);
        var generator = new Pcg32(9);
        var classifier = new LinearClassifier([.. Enumerable.Range(0, 36).Select(_ => generator.NextGaussian())], [0.1, -0.2, 0.3, -0.2]);
        double[] probabilities = classifier.Probabilities(rows);
        int[] predicted = classifier.Predict(rows);
        for (int row = 0; row < rows.Rows; row++)
        {
            double[] scores = ReferenceLogisticRegression.Scores(rows.Row(row), classifier);
            double sum = scores.Sum(score => Math.Exp(score));
            Assert.Equal(Array.IndexOf(scores, scores.Max()), predicted[row]);
            Assert.All(Enumerable.Range(0, 4), index => Assert.Equal(Math.Exp(scores[index]) / sum, probabilities[(row * 4) + index], 1e-12));
        }
    }

    [Fact]
    public void Fit_OfWrongInput_SaysWhatIsWrong()
    {
        (Representations rows, int[] labels) = Clustered(6, 2, 3, offset: 0, seed: 1);
        var settings = new LogisticRegressionSettings();
        Assert.Contains("Class 3", Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(rows, labels, 4, settings)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(rows, labels, 2, settings));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(rows, labels.AsSpan(1), 3, settings));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(rows, labels, 3, settings with { C = 0 }));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(new Representations(new float[] { 1, float.NaN }, 2, 1), [0, 1], 2, settings));
    }

    [Fact]
    public void FewShot_DrawsBalancedExamplesAndKeepsThemOutOfTheTest()
    {
        (Representations rows, int[] labels) = Clustered(60, 8, 5, offset: 0, seed: 4);
        int[] all = [.. Enumerable.Range(0, 60)];
        int[] drawn = FewShot.Draw(labels, all, 5, 3, new Pcg32(1));

        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], drawn.Select(row => labels[row]));
        Assert.Equal(15, drawn.Distinct().Count());
        Assert.NotEqual(drawn, FewShot.Draw(labels, all, 5, 3, new Pcg32(2)));
        Assert.Contains("Class 0 has 12", Assert.Throws<ArgumentException>(() => FewShot.Draw(labels, all, 5, 13, new Pcg32(1))).Message, StringComparison.Ordinal);

        // With 12 examples of each class and 12 shots, nothing is left to test on.
        Assert.Throws<ArgumentException>(() => FewShot.Accuracies(rows, labels, 5, all, all, new FewShotSettings { Shots = 12 }));
    }

    [Fact]
    public void FewShot_OfSeparatedClasses_IsRightAndOfNoiseIsChance()
    {
        (Representations rows, int[] labels) = Clustered(400, 16, 4, offset: 0, seed: 4, spread: 30);
        int[] all = [.. Enumerable.Range(0, 400)];
        var settings = new FewShotSettings { Shots = 2, Draws = 6, Seed = 5 };
        Assert.All(FewShot.Accuracies(rows, labels, 4, all, all, settings), accuracy => Assert.Equal(1, accuracy));

        // 4 × 392 tests at 1/4: standard error about 0.02, but tests of one draw share a classifier.
        double[] chance = FewShot.Accuracies(SimilarityTests.Gaussian(400, 16, 1), labels, 4, all, all, settings);
        Assert.Equal(0.25, chance.Average(), 0.06);
        Assert.Equal(chance, FewShot.Accuracies(SimilarityTests.Gaussian(400, 16, 1), labels, 4, all, all, settings));
        Assert.Equal(chance[..3], FewShot.Accuracies(SimilarityTests.Gaussian(400, 16, 1), labels, 4, all, all, settings with { Draws = 3 }));
        Assert.True(chance.Distinct().Count() > 1);
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(40, 60)]
    public void FitAll_SeveralPenalties_EndsWhereSeparateFitsDo(int count, int width)
    {
        (Representations rows, int[] labels) = Clustered(count, width, 5, offset: 1, seed: 6);
        var settings = new LogisticRegressionSettings { Tolerance = 1e-8 };
        double[] grid = [0.01, 1, 100, 0.1];
        LogisticRegressionFit[] fits = LogisticRegression.FitAll(rows, labels, 5, settings, grid);

        for (int index = 0; index < grid.Length; index++)
        {
            LogisticRegressionFit alone = LogisticRegression.Fit(rows, labels, 5, settings with { C = grid[index] });
            Assert.True(fits[index].Converged);
            Assert.Equal(alone.Objective, fits[index].Objective, 1e-9 * alone.Objective);

            // Each is within the tolerance of the optimum, relative to the weights' norm where that is above 1.
            double norm = Math.Sqrt(alone.Classifier.Weights.ToArray().Sum(weight => weight * weight));
            Assert.All(alone.Classifier.Weights.ToArray().Zip(fits[index].Classifier.Weights.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-8 * Math.Max(1, norm)));
        }

        Assert.Throws<ArgumentException>(() => LogisticRegression.FitAll(rows, labels, 5, settings, [1, 0]));
    }

    /// <summary>Rows around class centres, labels 0, 1, … in turn.</summary>
    internal static (Representations Rows, int[] Labels) Clustered(int count, int width, int classes, double offset, ulong seed, double spread = 1)
    {
        float[] centres = SimilarityTests.Gaussian(classes, width, seed + 1).ToArray();
        float[] values = SimilarityTests.Gaussian(count, width, seed).ToArray();
        for (int index = 0; index < values.Length; index++)
        {
            values[index] += (float)(offset + (spread * centres[(index / width % classes * width) + (index % width)]));
        }

        return (new Representations(values, count, width), [.. Enumerable.Range(0, count).Select(row => row % classes)]);
    }
}
