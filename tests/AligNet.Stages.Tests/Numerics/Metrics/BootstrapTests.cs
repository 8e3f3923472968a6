using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Tests.Numerics.Metrics;

public sealed class BootstrapTests
{
    private static readonly BootstrapSettings Settings = new() { Samples = 4000, Seed = 7 };

    [Fact]
    public void Mean_OfManyUnits_MatchesTheNormalInterval()
    {
        double[] units = Normal(2000, mean: 3, seed: 1);
        double mean = units.Average();
        double error = Math.Sqrt(units.Average(unit => (unit - mean) * (unit - mean)) / units.Length);
        BootstrapInterval interval = Bootstrap.Mean(units, Settings);

        Assert.Equal(mean, interval.Estimate, 1e-12);

        // The ends of 4000 resamples have a standard error of about 0.035 standard errors of the mean.
        Assert.Equal(mean - (1.96 * error), interval.Low, 0.15 * error);
        Assert.Equal(mean + (1.96 * error), interval.High, 0.15 * error);
        BootstrapInterval narrow = Bootstrap.Mean(units, Settings with { Confidence = 0.5 });
        Assert.Equal(mean + (0.6745 * error), narrow.High, 0.1 * error);
    }

    [Fact]
    public void Mean_OverManySamplesOfTheWorld_CoversTheTruthAsOftenAsItSays()
    {
        int covered = Enumerable.Range(0, 300).Count(world =>
        {
            BootstrapInterval interval = Bootstrap.Mean(Normal(80, mean: 1, seed: (ulong)world), Settings with { Samples = 400, Confidence = 0.9 });
            return interval.Low <= 1 && 1 <= interval.High;
        });

        // 90 % of 300 with a standard error of 1.7 %; percentile intervals of 80 units cover slightly less.
        Assert.InRange(covered / 300.0, 0.84, 0.95);
    }

    [Fact]
    public void Intervals_OfOneSeed_AreTheSameOnOneThreadAndOfAnotherDiffer()
    {
        double[] units = Normal(50, mean: 0, seed: 2);
        BootstrapInterval interval = Bootstrap.Mean(units, Settings);

        Assert.Equal(interval, Bootstrap.Mean(units, Settings));
        Assert.Equal(interval, Serial(units, Settings));
        Assert.NotEqual(interval.Low, Bootstrap.Mean(units, Settings with { Seed = 8 }).Low);
    }

    [Fact]
    public void Statistic_ThatIsTheMean_EqualsMean()
    {
        double[] units = Normal(50, mean: 0, seed: 3);
        BootstrapInterval interval = Bootstrap.Statistic(50, drawn => drawn.Sum(unit => units[unit]) / drawn.Length, Settings);
        BootstrapInterval mean = Bootstrap.Mean(units, Settings);

        Assert.Equal(mean.Estimate, interval.Estimate, 1e-12);
        Assert.Equal(mean.Low, interval.Low, 1e-12);
        Assert.Equal(mean.High, interval.High, 1e-12);
    }

    [Fact]
    public void Statistic_ThatIsSometimesUndefined_HasNoEnds()
    {
        BootstrapInterval interval = Bootstrap.Statistic(3, drawn => drawn.Contains(0) ? 1 : double.NaN, Settings);
        Assert.Equal(new BootstrapInterval(1, double.NaN, double.NaN), interval);
    }

    [Fact]
    public void PairedDifference_OfCorrelatedUnits_UsesThePairs()
    {
        double[] before = Normal(300, mean: 0, seed: 4);
        double[] after = [.. before.Zip(Normal(300, mean: 0.1, seed: 5), (old, noise) => old + (0.1 * noise) + 0.05)];
        BootstrapInterval interval = Bootstrap.PairedDifference(before, after, Settings);

        Assert.Equal(after.Average() - before.Average(), interval.Estimate, 1e-12);

        // Differences have a standard deviation of 0.1, so the interval is 4 × 0.1 / √300 wide; unpaired it would be ten times that.
        Assert.Equal(3.92 * 0.1 / Math.Sqrt(300), interval.High - interval.Low, 0.004);
        Assert.True(interval.Low > 0);
    }

    [Fact]
    public void PValue_OfAllSignsOfFewUnits_ApproachesTheExactShare()
    {
        // Of the 16 sign patterns of 1, 2, 3, 4, those with |sum| ≥ 8 are +10, +8 and their mirror images.
        double p = SignFlipTest.PValue([0, 0, 0, 0], [-1, 2, 3, 4], 20_000, 1);
        Assert.Equal(4 / 16.0, p, 0.015);
        // 40 of 64 signs are positive: twice the probability of 40 or more heads of 64, 0.0599.
        double[] signs = [.. Enumerable.Range(0, 64).Select(unit => unit < 24 ? -1.0 : 1)];
        Assert.Equal(0.0599, SignFlipTest.PValue(new double[64], signs, 20_000, 1), 0.008);
        Assert.Equal(1, SignFlipTest.PValue([1, 2], [1, 2], 100, 1));
        Assert.Equal(1 / 1001.0, SignFlipTest.PValue(new double[300], [.. Enumerable.Repeat(1.0, 300)], 1000, 1), 1e-12);
    }

    [Fact]
    public void PValue_WithoutADifference_IsBelow5PercentAsOftenAsItSays()
    {
        int below = Enumerable.Range(0, 400).Count(world =>
            SignFlipTest.PValue(Normal(40, 0, (ulong)world), Normal(40, 0, (ulong)(world + 1000)), 199, (ulong)world) <= 0.05);
        Assert.InRange(below / 400.0, 0.02, 0.085);
    }

    [Fact]
    public void WrongInput_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Mean([], Settings));
        Assert.Throws<ArgumentException>(() => Bootstrap.Mean([1], Settings with { Confidence = 1 }));
        Assert.Throws<ArgumentException>(() => Bootstrap.Mean([1], Settings with { Samples = 0 }));
        Assert.Throws<ArgumentException>(() => Bootstrap.PairedDifference([1], [1, 2], Settings));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignFlipTest.PValue([], [], 10, 1));
    }

    private static BootstrapInterval Serial(double[] units, BootstrapSettings settings)
    {
        double[] means = new double[settings.Samples];
        for (int sample = 0; sample < means.Length; sample++)
        {
            var generator = new Pcg32(settings.Seed, (ulong)sample);
            double sum = 0;
            for (int draw = 0; draw < units.Length; draw++)
            {
                sum += units[generator.NextInt(units.Length)];
            }

            means[sample] = sum / units.Length;
        }

        double[] sorted = [.. means.Order()];
        double At(double share)
        {
            double place = share * (sorted.Length - 1);
            double low = sorted[(int)place];
            return low + ((place - (int)place) * (sorted[(int)place + 1] - low));
        }

        double total = 0;
        foreach (double unit in units)
        {
            total += unit;
        }

        return new BootstrapInterval(total / units.Length, At(0.5 * (1 - settings.Confidence)), At(0.5 * (1 + settings.Confidence)));
    }

    private static double[] Normal(int count, double mean, ulong seed)
    {
        var generator = new Pcg32(seed, 99);
        return [.. Enumerable.Range(0, count).Select(_ => mean + generator.NextGaussian())];
    }
}
