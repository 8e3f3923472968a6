using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class RegularisationChoiceTests
{
    // Fits start from different points and end this near the optimum, relative to weights of norms up to some tens.
    private const double FitTolerance = 1e-8;
    private const double FitsApart = 1e-6;

    [Fact]
    public void Folds_OfUnequalClasses_AreBalancedInEveryClassAndAsAWhole()
    {
        int[] labels = [.. Enumerable.Range(0, 47).Select(row => row % 7 == 0 ? 2 : row % 3 == 0 ? 1 : 0)];
        int[] fold = StratifiedFolds.Draw(labels, 4, 5);

        int[] sizes = [.. Enumerable.Range(0, 4).Select(part => fold.Count(found => found == part))];
        Assert.True(sizes.Max() - sizes.Min() <= 1);
        for (int label = 0; label < 3; label++)
        {
            int[] counts = [.. Enumerable.Range(0, 4).Select(part => Enumerable.Range(0, 47).Count(row => labels[row] == label && fold[row] == part))];
            Assert.True(counts.Max() - counts.Min() <= 1);
        }

        Assert.Equal(fold, StratifiedFolds.Draw(labels, 4, 5));
        Assert.NotEqual(fold, StratifiedFolds.Draw(labels, 4, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedFolds.Draw(labels, 1, 5));
    }

    [Fact]
    public void Choose_Candidate_IsTheOneThatPredictsHeldOutExamplesBest()
    {
        (Representations rows, int[] labels) = LogisticRegressionTests.Clustered(60, 30, 3, 0, 4, spread: 0.6);
        var settings = new RegularisationSettings { Grid = [1e-4, 1e-2, 1, 100], Folds = 4, Seed = 2, Classifier = new LogisticRegressionSettings { Tolerance = FitTolerance } };
        var choice = RegularisationChoice.Choose(rows, labels, 3, settings);

        // The same by hand, fold by fold.
        int[] fold = StratifiedFolds.Draw(labels, 4, 2);
        for (int candidate = 0; candidate < 4; candidate++)
        {
            int right = 0;
            double loss = 0;
            for (int held = 0; held < 4; held++)
            {
                int[] inside = [.. Enumerable.Range(0, 60).Where(row => fold[row] != held)];
                int[] outside = [.. Enumerable.Range(0, 60).Where(row => fold[row] == held)];
                LinearClassifier classifier = LogisticRegression.Fit(
                    rows.Select(inside), [.. inside.Select(row => labels[row])], 3, settings.Classifier with { C = settings.Grid[candidate] }).Classifier;
                int[] predicted = classifier.Predict(rows.Select(outside));
                double[] probabilities = classifier.Probabilities(rows.Select(outside));
                right += outside.Where((row, place) => predicted[place] == labels[row]).Count();
                loss -= outside.Select((row, place) => Math.Log(probabilities[(place * 3) + labels[row]])).Sum();
            }

            Assert.Equal(right / 60.0, choice.Accuracies[candidate], 1e-12);
            Assert.Equal(loss / 60, choice.LogLosses[candidate], FitsApart);
        }

        int best = Array.IndexOf(settings.Grid.ToArray(), choice.C);
        Assert.All(Enumerable.Range(0, 4), other => Assert.True(
            choice.Accuracies[other] < choice.Accuracies[best] - 1e-9
            || (choice.Accuracies[other] <= choice.Accuracies[best] + 1e-9 && choice.LogLosses[other] >= choice.LogLosses[best])));
    }

    [Fact]
    public void Choose_OfASingleExampleAClass_KeepsTheGivenPenalty()
    {
        (Representations rows, int[] labels) = LogisticRegressionTests.Clustered(5, 8, 5, 0, 4);
        var choice = RegularisationChoice.Choose(rows, labels, 5, new RegularisationSettings { Classifier = new LogisticRegressionSettings { C = 0.25 } });
        Assert.Equal(0.25, choice.C);
        Assert.Empty(choice.Accuracies);
        Assert.Throws<ArgumentException>(() => RegularisationChoice.Choose(rows, labels, 5, new RegularisationSettings { Grid = [] }));
        Assert.Throws<ArgumentException>(() => RegularisationChoice.Choose(rows, labels, 5, new RegularisationSettings { Grid = [0] }));
    }

    [Fact]
    public void FewShot_WithAChosenPenalty_BeatsABadFixedOne()
    {
        (Representations rows, int[] labels) = LogisticRegressionTests.Clustered(400, 16, 4, 0, 4, spread: 0.8);
        int[] all = [.. Enumerable.Range(0, 400)];
        var fixedPenalty = new FewShotSettings { Shots = 10, Draws = 10, Seed = 1, Classifier = new LogisticRegressionSettings { C = 1e4 } };
        double[] bad = FewShot.Accuracies(rows, labels, 4, all, all, fixedPenalty);
        double[] chosen = FewShot.Accuracies(rows, labels, 4, all, all, fixedPenalty with { Regularisation = new RegularisationSettings { Grid = [1e-2, 1, 100], Folds = 3 } });
        Assert.Equal(10, chosen.Length);
        Assert.True(chosen.Average() > bad.Average() + 0.01, $"{chosen.Average()} against {bad.Average()}");

        // A single shot leaves nothing to choose by.
        FewShotSettings one = fixedPenalty with { Shots = 1, Draws = 2 };
        Assert.Equal(FewShot.Accuracies(rows, labels, 4, all, all, one), FewShot.Accuracies(rows, labels, 4, all, all, one with { Regularisation = new RegularisationSettings() }));
    }
}
