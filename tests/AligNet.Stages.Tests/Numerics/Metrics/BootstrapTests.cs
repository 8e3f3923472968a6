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
    public void PValue_OfAllSignsOfFewUnits_IsTheExactShare()
    {
        // Of the 16 sign patterns of 1, 2, 3, 4, those with |sum| ≥ 8 are +10, +8 and their mirror images.
        Assert.Equal(4 / 16.0, SignFlipTest.PValue([0, 0, 0, 0], [-1, 2, 3, 4], 1, 1));
        // 40 of 64 signs are positive: twice the probability of 40 or more heads of 64.
        double[] signs = [.. Enumerable.Range(0, 64).Select(unit => unit < 24 ? -1.0 : 1)];
        Assert.Equal(0.0599412, SignFlipTest.PValue(new double[64], signs, 1, 1), 1e-7);
        Assert.Equal(1, SignFlipTest.PValue([1, 2], [1, 2], 100, 1));
        Assert.Equal(Math.Pow(2, -299), SignFlipTest.PValue(new double[300], [.. Enumerable.Repeat(1.0, 300)], 1, 1), Math.Pow(2, -309));
    }

    [Fact]
    public void PValue_OfManyUnits_IsTheShareOfRandomPatterns()
    {
        double[] differences = Normal(60, 0.1, 5);
        double seen = Math.Abs(differences.Sum());
        int reached = 0;
        for (int pattern = 0; pattern < 20_000; pattern++)
        {
            var generator = new Pcg32(7, (ulong)pattern);
            reached += Math.Abs(differences.Sum(difference => generator.NextInt(2) == 0 ? difference : -difference)) >= seen ? 1 : 0;
        }

        Assert.InRange(reached, 100, 10_000);
        Assert.Equal(reached / 20_000.0, SignFlipTest.PValue(new double[60], differences, 20_000, 1), 0.01);
    }

    [Fact]
    public void PValue_OfALargeEffect_GoesBelowTheNumberOfPatternsAsAllOfThemWould()
    {
        // 22 units: 4,194,304 patterns are few enough to count, and too many for the test to count by itself.
        for (int world = 0; world < 3; world++)
        {
            double[] differences = Normal(22, 1.1, (ulong)(40 + world));
            double seen = Math.Abs(differences.Sum());
            double exact = SignFlipTest.Enumerated(differences, seen * (1 - 1e-12));
            double found = SignFlipTest.PValue(new double[22], differences, 1000, 1);

            Assert.InRange(exact, 1e-6, 1e-3);
            Assert.InRange(found / exact, 0.85, 1.15);
        }

        Assert.InRange(SignFlipTest.PValue(new double[400], Normal(400, 1, 3), 1000, 1), 1e-80, 1e-30);
    }

    [Fact]
    public void PValue_OfTheBootstrap_GoesBelowTheNumberOfResamplesAsTheNormalTail()
    {
        double[] values = Normal(400, 0.3, 8);
        (BootstrapInterval interval, double p) = Bootstrap.Difference(values.Length, units => units.Average(unit => values[unit]), Settings);
        double error = Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / 399 / 400);

        Assert.True(interval.Low > 0);
        double z = values.Average() / error;
        Assert.InRange(z, 4.5, 8);
        Assert.InRange(Math.Log(p) / Math.Log(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z)), 0.8, 1.25);
        Assert.True(double.IsNaN(Bootstrap.Difference(3, _ => double.NaN, Settings).PValue));
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
