using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Tests.Numerics.Statistics;

public sealed class PairMeansTests
{
    /// <summary>So many that every resample holds every kind of pair.</summary>
    private const int Images = 60;

    [Fact]
    public void ByRelation_OfNestedLevels_IsTheIntervalOfWrittenOutPairs()
    {
        int[] classes = Groups(12, 1);
        int[] basic = [.. classes.Select(label => label / 2)];
        int[] superordinate = [.. classes.Select(label => label / 6)];
        Same([classes, basic, superordinate], IntervalKind.Percentile);
        Same([classes, basic, superordinate], IntervalKind.Bca);
    }

    [Fact]
    public void ByRelation_OfLevelsThatDoNotNest_IsTheSameToo() => Same([Groups(5, 1), Groups(4, 2)], IntervalKind.ExpandedPercentile);

    [Fact]
    public void BetweenGroups_OfAnyOrder_IsSymmetricAndMatchesMeansAndPairs()
    {
        double[] values = Values();
        int[] groups = Groups(4, 3);
        var settings = new BootstrapSettings { Samples = 50, Seed = 2 };
        BootstrapInterval[] matrix = PairMeans.BetweenGroups(values, groups, 5, settings);
        double[] means = RelativeDistanceChange.MeansBetweenGroups(values, groups, 5);
        for (int entry = 0; entry < 25; entry++)
        {
            Assert.Equal(matrix[entry], matrix[(entry % 5 * 5) + (entry / 5)]);
            (int row, int column) = (entry / 5, entry % 5);
            if (row == 4 || column == 4)
            {
                Assert.True(double.IsNaN(matrix[entry].Estimate) && double.IsNaN(matrix[entry].Low));
            }
            else
            {
                Assert.Equal(means[entry], matrix[entry].Estimate, 1e-12);
                Close(Bootstrap.Statistic(Images, drawn => Mean(values, drawn, (first, second) =>
                    (groups[first] == row && groups[second] == column) || (groups[first] == column && groups[second] == row)), settings), matrix[entry]);
            }
        }
    }

    [Fact]
    public void BetweenGroups_OfAGroupThatIsSeldomDrawn_HasNoEnds()
    {
        // Both images of group 1 are in a resample of six with probability 0.42.
        BootstrapInterval[] matrix = PairMeans.BetweenGroups(new double[15], [0, 0, 0, 0, 1, 1], 2, new BootstrapSettings { Samples = 400, Seed = 1 });
        Assert.Equal(0, matrix[3].Estimate);
        Assert.True(double.IsNaN(matrix[3].Low));
        Assert.Equal(new BootstrapInterval(0, 0, 0), matrix[0]);
        Assert.Throws<ArgumentException>(() => PairMeans.BetweenGroups(new double[15], [0, 0, 0, 0, 1, 2], 2, new BootstrapSettings()));
        Assert.Throws<ArgumentException>(() => PairMeans.ByRelation(new double[14], new BootstrapSettings(), [0, 0, 0, 0, 1, 2]));
    }

    [Fact]
    public void ByRelation_OfUnitsDrawnTogether_IsThatOfWrittenOutUnits()
    {
        double[] values = Values();
        int[] classes = Groups(12, 1);
        int[] basic = [.. classes.Select(label => label / 3)];
        var settings = new BootstrapSettings { Samples = 50, Seed = 2 };
        PairMean[] means = PairMeans.ByRelation(values, classes, settings, classes, basic);

        // Twelve units drawn as the twelve classes in the order of their first images; a unit drawn twice is two units, each with its inner pairs,
        // and a pair of it with itself is no pair.
        int[] units = [.. classes.Distinct()];
        for (int relation = 0; relation < 3; relation++)
        {
            int wanted = relation;
            BootstrapInterval expected = Bootstrap.Statistic(units.Length, drawn =>
            {
                List<double> found = [];
                for (int first = 0; first < drawn.Length; first++)
                {
                    found.AddRange(Pairs(units[drawn[first]], units[drawn[first]]));
                    for (int second = first + 1; second < drawn.Length; second++)
                    {
                        found.AddRange(drawn[first] == drawn[second] ? [] : Pairs(units[drawn[first]], units[drawn[second]]));
                    }
                }

                return found.Count == 0 ? double.NaN : found.Average();
            }, settings);
            Close(expected, means[relation].Interval);
            Assert.Equal(Enumerable.Range(0, 12).Sum(one => Enumerable.Range(one, 12 - one).Sum(two => Pairs(one, two).Count())), (int)means[relation].Pairs);
            Assert.InRange(means[relation].PValue, 0.001, 1);

            IEnumerable<double> Pairs(int one, int two)
            {
                for (int first = 0; first < Images; first++)
                {
                    for (int second = first + 1; second < Images; second++)
                    {
                        bool fits = (classes[first] == one && classes[second] == two) || (classes[first] == two && classes[second] == one);
                        if (fits && RelativeDistanceChange.Relation([classes, basic], first, second) == wanted)
                        {
                            yield return values[Enumerable.Range(0, first).Sum(image => Images - 1 - image) + second - first - 1];
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void PValue_OfAMeanFarFromZero_IsSmallerThanResamplesCouldShow()
    {
        PairMean[] means = PairMeans.ByRelation([.. Values().Select(value => value + 5)], Groups(12, 1), new BootstrapSettings { Samples = 99 }, Groups(3, 1));
        Assert.All(means, mean => Assert.InRange(mean.PValue, double.Epsilon, 1e-6));
        Assert.Equal(1, PairMeans.ByRelation(new double[3], [0, 1, 2], new BootstrapSettings { Samples = 99 }, [0, 0, 0])[0].PValue);
        Assert.Equal(0, PairMeans.ByRelation([2, 2, 2], [0, 1, 2], new BootstrapSettings { Samples = 99 }, [0, 0, 0])[0].PValue);
        Assert.True(double.IsNaN(PairMeans.ByRelation([2, 2, 2], [0, 0, 0], new BootstrapSettings { Samples = 99 }, [0, 0, 0])[0].PValue));
        Assert.Throws<ArgumentException>(() => PairMeans.ByRelation(Values(), [1, 2], new BootstrapSettings(), Groups(3, 1)));
    }

    private static void Same(int[][] levels, IntervalKind kind)
    {
        double[] values = Values();
        var settings = new BootstrapSettings { Samples = 50, Seed = 2, Kind = kind };
        BootstrapInterval[] intervals = PairMeans.ByRelation(values, settings, levels);
        double[] means = RelativeDistanceChange.MeansByRelation(values, levels);
        Assert.Equal(levels.Length + 1, intervals.Length);
        for (int relation = 0; relation < intervals.Length; relation++)
        {
            int wanted = relation;
            bool Related(int first, int second)
            {
                int found = Array.FindIndex(levels, level => level[first] == level[second]);
                return (found < 0 ? levels.Length : found) == wanted;
            }

            Assert.Equal(means[relation], intervals[relation].Estimate, 1e-12);
            Close(Bootstrap.Statistic(Images, drawn => Mean(values, drawn, Related), settings), intervals[relation]);
        }
    }

    /// <summary>Mean over the pairs of drawn images that are wanted, those of an image with itself left out.</summary>
    private static double Mean(double[] values, int[] drawn, Func<int, int, bool> wanted)
    {
        List<double> found = [];
        for (int row = 0; row < drawn.Length; row++)
        {
            for (int column = row + 1; column < drawn.Length; column++)
            {
                (int first, int second) = (Math.Min(drawn[row], drawn[column]), Math.Max(drawn[row], drawn[column]));
                if (first != second && wanted(first, second))
                {
                    found.Add(values[Enumerable.Range(0, first).Sum(image => Images - 1 - image) + second - first - 1]);
                }
            }
        }

        return found.Count == 0 ? double.NaN : found.Average();
    }

    private static double[] Values()
    {
        var generator = new Pcg32(7);
        return [.. Enumerable.Range(0, Images * (Images - 1) / 2).Select(_ => generator.NextGaussian())];
    }

    private static int[] Groups(int count, ulong seed)
    {
        var generator = new Pcg32(seed);
        return [.. Enumerable.Range(0, Images).Select(_ => generator.NextInt(count))];
    }

    private static void Close(BootstrapInterval expected, BootstrapInterval actual)
    {
        Assert.Equal(expected.Estimate, actual.Estimate, 1e-12);
        Assert.Equal(expected.Low, actual.Low, 1e-12);
        Assert.Equal(expected.High, actual.High, 1e-12);
    }
}
