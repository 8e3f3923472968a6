using AligNet.Domain;
using AligNet.Numerics.Clustering;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class KMeansStartTests
{
    private const int Draws = 20_000;

    // Five standard deviations of a proportion over that many draws.
    private const double FiveSigma = 5 * 0.5 / 141;

    [Fact]
    public void Choose_TwoOfFourPoints_FollowsTheGreedyDistribution()
    {
        // Points on a line; k = 2 has two trials for the second centre, of which the one with the lower sum is kept.
        float[] points = [0, 1, 3, 7];
        double[,] expected = Expected(points, trials: 2);
        double[,] found = new double[4, 4];
        var rows = CentredRows.Of(new Representations(points, 4, 1), 1, TestContext.Current.CancellationToken);
        for (ulong seed = 0; seed < Draws; seed++)
        {
            int[] chosen = KMeansStart.Choose(rows, 2, seed);
            found[chosen[0], chosen[1]] += 1.0 / Draws;
        }

        for (int first = 0; first < 4; first++)
        {
            for (int second = 0; second < 4; second++)
            {
                Assert.Equal(expected[first, second], found[first, second], FiveSigma);
            }
        }
    }

    [Fact]
    public void Choose_SeparatedBlobs_TakesOneRowOfEach()
    {
        (int count, int dim) = (200, 16);
        var rows = CentredRows.Of(new Representations(KMeansTests.Blobs(count, dim, 2), count, dim), 2, TestContext.Current.CancellationToken);
        for (ulong seed = 0; seed < 50; seed++)
        {
            int[] chosen = KMeansStart.Choose(rows, 5, seed);
            Assert.Equal(5, chosen.Select(row => row % 5).Distinct().Count());
        }
    }

    [Fact]
    public void Choose_AsManyAsRows_TakesEachOnce()
    {
        var rows = CentredRows.Of(new Representations(KMeansTests.Blobs(40, 9, 2), 40, 9), 2, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 40), KMeansStart.Choose(rows, 40, 5).Order());
    }

    private static double[,] Expected(float[] points, int trials)
    {
        double[,] probabilities = new double[points.Length, points.Length];
        for (int first = 0; first < points.Length; first++)
        {
            double[] squared = [.. points.Select(point => Math.Pow(point - points[first], 2))];
            double[] drawn = [.. squared.Select(value => value / squared.Sum())];
            double[] left = [.. points.Select(candidate => points.Zip(squared, (point, own) => Math.Min(own, Math.Pow(point - candidate, 2))).Sum())];
            for (int code = 0; code < Math.Pow(points.Length, trials); code++)
            {
                int[] candidates = [.. Enumerable.Range(0, trials).Select(trial => code / (int)Math.Pow(points.Length, trial) % points.Length)];
                int best = candidates.MinBy(candidate => left[candidate]);
                probabilities[first, best] += candidates.Select(candidate => drawn[candidate]).Aggregate((a, b) => a * b) / points.Length;
            }
        }

        return probabilities;
    }
}
