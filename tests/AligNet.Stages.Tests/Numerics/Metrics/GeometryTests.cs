using AligNet.Domain;
using AligNet.Numerics.Metrics;
using CsCheck;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class GeometryTests
{
    /// <summary>Rounding of an eigendecomposition in float64 of matrices with entries up to some hundreds.</summary>
    private const double Float64 = 1e-9;

    [Theory]
    [InlineData(40, 7)]
    [InlineData(7, 40)]
    [InlineData(12, 12)]
    public void Components_OfTallAndWideMatrices_AreOrthonormalEigenvectorsWithUncorrelatedScores(int count, int width)
    {
        Representations rows = SimilarityTests.Gaussian(count, width, 3);
        int components = Math.Min(count - 1, width);
        PrincipalComponents found = Pca.Fit(rows, components);
        double[] scores = found.Scores(rows);
        for (int first = 0; first < components; first++)
        {
            for (int second = 0; second < components; second++)
            {
                double inner = Enumerable.Range(0, width).Sum(column => found.Components[(first * width) + column] * found.Components[(second * width) + column]);
                double covariance = Enumerable.Range(0, count).Sum(row => scores[(row * components) + first] * scores[(row * components) + second]) / (count - 1);
                Assert.Equal(first == second ? 1 : 0, inner, Float64);
                Assert.Equal(first == second ? found.ExplainedVariance[first] : 0, covariance, Float64);
            }

            Assert.True(Enumerable.Range(0, count).MaxBy(row => Math.Abs(scores[(row * components) + first])) is int top && scores[(top * components) + first] > 0);
        }

        double total = Enumerable.Range(0, width).Sum(column =>
        {
            double mean = Enumerable.Range(0, count).Average(row => (double)rows.Row(row)[column]);
            return Enumerable.Range(0, count).Sum(row => Math.Pow(rows.Row(row)[column] - mean, 2)) / (count - 1);
        });
        Assert.Equal(total, found.ExplainedVariance.Sum(), Float64);
        Assert.Equal(Math.Min(count, width), found.ExplainedVariance.Length);
        Assert.Equal(1, found.ExplainedVarianceRatio.Sum(), Float64);
    }

    [Fact]
    public void Components_WithoutVariance_AreZeros()
    {
        // Three points on a line in three dimensions.
        var rows = new Representations(new float[] { 0, 0, 0, 1, 2, 2, 2, 4, 4 }, 3, 3);
        PrincipalComponents found = Pca.Fit(rows, 3);

        Assert.Equal([1, 0, 0], found.ExplainedVarianceRatio.Select(ratio => Math.Round(ratio, 9)));
        Assert.Equal(new double[6], found.Components[3..].ToArray());
        Assert.Throws<ArgumentException>(() => Pca.Fit(rows, 4));
    }

    [Fact]
    public void DistanceChange_OfSpacesRescaled_IsZeroAfterZScoringBothAndOrderedByDistanceOtherwise() =>
        Gen.Select(Gen.ULong, Gen.Double[1.5, 10]).Sample((seed, factor) =>
        {
            double[] before = RelativeDistanceChange.Distances(SimilarityTests.Gaussian(8, 5, seed));
            double[] after = [.. before.Select(distance => factor * distance)];
            double[] changes = new double[before.Length];
            RelativeDistanceChange.Compute(before, after, DistanceChangeReading.ChangeOfZScores, changes);
            Assert.All(changes, change => Assert.Equal(0, change, Float64));
            RelativeDistanceChange.Compute(before, after, DistanceChangeReading.ZScoreOfChange, changes);
            Assert.Equal(1, Correlation.Spearman(before, changes), Float64);
            Assert.Equal(0, changes.Average(), Float64);
            Assert.Equal(1, changes.Average(change => change * change), Float64);
        }, iter: 50);

    [Fact]
    public void Distances_OfBothMeasures_AreThoseOfTheirNames()
    {
        var rows = new Representations(new float[] { 3, 4, 6, 8, -4, 3 }, 3, 2);
        Assert.Equal([5, 7.0711, 11.1803], RelativeDistanceChange.Distances(rows).Select(distance => Math.Round(distance, 4)));
        Assert.Equal([0, 1, 1], RelativeDistanceChange.Distances(rows, DistanceMeasure.Cosine).Select(distance => Math.Round(distance, 9)));
    }

    [Fact]
    public void Means_ByRelationAndBetweenGroups_CountEachPairOnce()
    {
        // Images a, b, c, d; classes 0 0 1 2; categories 0 0 0 1. Pairs: ab ac ad bc bd cd.
        double[] changes = [1, 2, 3, 4, 5, 6];
        Assert.Equal([1, 3, 14 / 3.0], RelativeDistanceChange.MeansByRelation(changes, [0, 0, 1, 2], [0, 0, 0, 1]));
        Assert.Equal(
            [1, 3, 4, 3, double.NaN, 6, 4, 6, double.NaN],
            RelativeDistanceChange.MeansBetweenGroups(changes, [0, 0, 1, 2], 3));

        // Groups in another order: c is alone in group 0; between are ac, bc, cd, within group 1 ab, ad, bd.
        Assert.Equal([double.NaN, 4, 4, 3], RelativeDistanceChange.MeansBetweenGroups(changes, [1, 1, 0, 1], 2));
        Assert.Throws<ArgumentException>(() => RelativeDistanceChange.MeansByRelation(changes, [0, 1]));
        Assert.Throws<ArgumentException>(() => RelativeDistanceChange.MeansBetweenGroups(changes, [0, 0, 1, 3], 3));
    }

    [Theory]
    [InlineData(25, 6)]
    [InlineData(6, 25)]
    [InlineData(8, 7)]
    [InlineData(7, 7)]
    public void FewShotLsr_OfAnyShape_SolvesTheNormalEquations(int count, int dim)
    {
        const int Classes = 3;
        const double Penalty = 0.7;
        (Representations rows, int[] labels) = LogisticRegressionTests.Clustered(count, dim, Classes, offset: 3, seed: 2);
        var lsr = new FewShotLsr(rows, labels, Classes);
        double[] weights = lsr.Weights(Penalty);
        double[][] x = Standardised(rows);
        for (int target = 0; target < Classes; target++)
        {
            // Xᵀ(X·w − y) + penalty · w = 0.
            double[] residuals = [.. x.Select((row, index) => Enumerable.Range(0, dim + 1).Sum(column => row[column] * weights[(column * Classes) + target]) - (labels[index] == target ? 1 : -1))];
            for (int column = 0; column <= dim; column++)
            {
                Assert.Equal(0, x.Select((row, index) => row[column] * residuals[index]).Sum() + (Penalty * weights[(column * Classes) + target]), 1e-7);
            }
        }

        double[] scores = lsr.Classifier(Penalty).Scores(rows);
        Assert.All(Enumerable.Range(0, count * Classes), entry => Assert.Equal(
            Enumerable.Range(0, dim + 1).Sum(column => x[entry / Classes][column] * weights[(column * Classes) + (entry % Classes)]), scores[entry], 1e-8));
    }

    private static double[][] Standardised(Representations rows)
    {
        double[][] x = [.. Enumerable.Range(0, rows.Rows).Select(row => (double[])[.. rows.Row(row).ToArray().Select(value => (double)value), 100])];
        for (int column = 0; column < rows.Dim; column++)
        {
            double mean = x.Average(row => row[column]);
            double deviation = Math.Sqrt(x.Average(row => Math.Pow(row[column] - mean, 2))) + 1e-5;
            foreach (double[] row in x)
            {
                row[column] = (row[column] - mean) / deviation;
            }
        }

        return x;
    }
}
