using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Tests.Numerics.Statistics;

/// <summary>Small worlds with a known truth, sampled over and over: how often does an interval hold the truth, and how often does a test find a
/// difference where there is none?</summary>
internal static class SimulatedStudies
{
    private const int Resamples = 499;
    private const double RelationTruth = 1;

    /// <summary>Agreement of an infinite number of objects: the mean over many worlds of 200.</summary>
    private static readonly Lazy<double> RsaTruth = new(() => Enumerable.Range(0, 32).Average(world =>
    {
        (double[] model, _, double[] human) = Objects(200, 1_000_000 + (ulong)world);
        return RsaScore.Compare(model, human, 200);
    }));

    private static readonly Lazy<double> CeilingTruth = new(() => NoiseCeiling.Mean(Responses(100_000, 77), CeilingTies.Fraction));

    /// <summary>Each returns whether the 95 % interval of one repetition covers the truth.</summary>
    public static IReadOnlyDictionary<string, Func<ulong, bool>> Intervals { get; } = new Dictionary<string, Func<ulong, bool>>
    {
        ["triplets, percentile"] = world => Covers(Bootstrap.Mean(Choices(200, 0.62, world), Settings(world)), 0.62),
        ["triplets, BCa"] = world => Covers(Bootstrap.Mean(Choices(200, 0.62, world), Settings(world) with { Kind = IntervalKind.Bca }), 0.62),
        ["triplets, counted"] = world => Covers(Counted(Choices(400, 0.62, world)).Interval(Settings(world)), 0.62),
        ["paired difference of triplets"] = world =>
        {
            (double[] before, double[] after) = PairedChoices(300, 0.1, world);
            return Covers(Bootstrap.PairedDifference(before, after, Settings(world)), 0.1);
        },
        ["few participants, expanded"] = world => Covers(ClusterBootstrap.Mean(Participants(15, 20, 0, world), Settings(world) with { Kind = IntervalKind.ExpandedPercentile }), 0.5),
        ["participants, percentile"] = world => Covers(ClusterBootstrap.Mean(Participants(60, 20, 0, world), Settings(world)), 0.5),
        ["object pairs, RSA percentile"] = world => Covers(Rsa(world, IntervalKind.Percentile), RsaTruth.Value),
        ["object pairs, RSA BCa"] = world => Covers(Rsa(world, IntervalKind.Bca), RsaTruth.Value),
        ["skewed units, BCa"] = world => Covers(Bootstrap.Mean(Skewed(100, world), Settings(world) with { Kind = IntervalKind.Bca }), 1),
        ["image pairs by relation"] = world => Covers(PairRelation(world), RelationTruth),
        ["image pairs by relation, classes drawn"] = world => Covers(ClassRelation(world, 0).Interval, 0),
        ["image pairs of a class, classes drawn"] = world => Covers(ClassRelation(world, 1).Interval, 0),
        ["variance of a component, jackknife"] = world => Covers(Spread(world, 1, 0).Interval, 4),
        ["noise ceiling"] = world => Covers(ChoiceCeiling.Bounds(Responses(200, world), CeilingTies.Fraction, Settings(world)).Lower, CeilingTruth.Value),
    };

    /// <summary>Each returns the p-value of one repetition without a difference.</summary>
    public static IReadOnlyDictionary<string, Func<ulong, double>> Tests { get; } = new Dictionary<string, Func<ulong, double>>
    {
        ["sign flips"] = world => SignFlipTest.PValue(Normal(40, world, 1), Normal(40, world, 2), Resamples, world),
        ["sign flips of choices"] = world =>
        {
            (double[] before, double[] after) = PairedChoices(300, 0, world);
            return SignFlipTest.PValue(before, after, Resamples, world);
        },
        // The exact test errs less often than it says, the fewer trials the more: 2.9 % with 800 of them, of which 12 % differ.
        ["McNemar, exact"] = world => McNemar(world, 5000, McNemarTest.PValue),
        ["McNemar, mid-p"] = world => McNemar(world, 300, McNemarTest.MidP),
        ["Wilcoxon, exact"] = world => WilcoxonSignedRank.Test(Normal(30, world, 1), Normal(30, world, 2)).PValue,
        ["Wilcoxon, normal"] = world => WilcoxonSignedRank.Test(Normal(150, world, 1), Normal(150, world, 2)).PValue,
        ["paired bootstrap"] = world =>
        {
            (double[] before, double[] after) = PairedChoices(300, 0, world);
            return Bootstrap.Difference(300, drawn => drawn.Average(unit => after[unit] - before[unit]), Settings(world)).PValue;
        },
        ["participants, bootstrap"] = world => ClusterBootstrap.Difference(Participants(60, 20, 0, world), Participants(60, 20, 1, world), Settings(world)).PValue,
        ["RSA, bootstrap over objects"] = RsaDifference,
        ["image pairs by relation, classes drawn"] = world => ClassRelation(world, 0).PValue,
        ["image pairs of a class, classes drawn"] = world => ClassRelation(world, 1).PValue,
        ["difference of variances, jackknife"] = world => Spread(world, 1, -1).PValue,
        ["ANOVA, sphericity corrected"] = world =>
        {
            // The last condition is four times as noisy, so sphericity does not hold.
            double[] noise = Normal(60, world, 3);
            return RepeatedMeasuresAnova.OneWay([.. noise.Select((value, cell) => (cell % 4 == 3 ? 4 * value : value) + noise[cell / 4])], 15, 4).CorrectedPValue;
        },
    };

    public static double Coverage(Func<ulong, bool> study, int repetitions) =>
        Enumerable.Range(0, repetitions).Count(world => study((ulong)world)) / (double)repetitions;

    public static double FalsePositives(Func<ulong, double> study, int repetitions) =>
        Enumerable.Range(0, repetitions).Count(world => study((ulong)world) <= 0.05) / (double)repetitions;

    private static BootstrapSettings Settings(ulong world) => new() { Samples = Resamples, Seed = world };

    private static bool Covers(BootstrapInterval interval, double truth) => interval.Low <= truth && truth <= interval.High;

    private static double[] Choices(int count, double right, ulong world)
    {
        var generator = new Pcg32(world, 11);
        return [.. Enumerable.Range(0, count).Select(_ => generator.NextDouble() < right ? 1.0 : 0)];
    }

    private static ValueCounts Counted(double[] units)
    {
        var counts = new ValueCounts();
        foreach (double unit in units)
        {
            counts.Add(unit);
        }

        return counts;
    }

    /// <summary>Two models that are right on 60 % (before) and so much more of triplets, and mostly on the same ones.</summary>
    private static (double[] Before, double[] After) PairedChoices(int count, double gain, ulong world)
    {
        var generator = new Pcg32(world, 12);
        double[] before = new double[count];
        double[] after = new double[count];
        for (int trial = 0; trial < count; trial++)
        {
            double shared = generator.NextDouble();
            before[trial] = shared < 0.45 || (shared >= 0.75 && generator.NextDouble() < 0.6) ? 1 : 0;
            after[trial] = shared < 0.45 || (shared >= 0.75 && generator.NextDouble() < 0.6 + (4 * gain)) ? 1 : 0;
        }

        return (before, after);
    }

    /// <summary>Participants who differ in how often they are right, 50 % on average.</summary>
    private static ClusterTotals Participants(int count, int trials, ulong session, ulong world)
    {
        var people = new Pcg32(world, 13);
        var answers = new Pcg32(world, 14 + session);
        var totals = new ClusterTotals(count);
        for (int participant = 0; participant < count; participant++)
        {
            double right = 0.5 + (0.4 * (people.NextDouble() - 0.5));
            for (int trial = 0; trial < trials; trial++)
            {
                totals.Add(participant, answers.NextDouble() < right ? 1 : 0);
            }
        }

        return totals;
    }

    private static double[] Skewed(int count, ulong world)
    {
        var generator = new Pcg32(world, 16);
        return [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - generator.NextDouble()))];
    }

    private static double[] Normal(int count, ulong world, ulong stream)
    {
        var generator = new Pcg32(world, 20 + stream);
        return [.. Enumerable.Range(0, count).Select(_ => generator.NextGaussian())];
    }

    /// <summary>Objects with three human dimensions; each model sees them with noise of its own.</summary>
    private static (double[] First, double[] Second, double[] Human) Objects(int count, ulong world)
    {
        var generator = new Pcg32(world, 31);
        float[] human = new float[count * 3];
        float[] first = new float[count * 3];
        float[] second = new float[count * 3];
        for (int entry = 0; entry < human.Length; entry++)
        {
            human[entry] = (float)generator.NextGaussian();
            first[entry] = (float)(human[entry] + generator.NextGaussian());
            second[entry] = (float)(human[entry] + generator.NextGaussian());
        }

        double[] Matrix(float[] values)
        {
            double[] rsm = new double[count * count];
            Rsm.Compute(new Representations(values, count, 3), SimilarityMeasure.Dot, rsm);
            return rsm;
        }

        return (Matrix(first), Matrix(second), Matrix(human));
    }

    private static BootstrapInterval Rsa(ulong world, IntervalKind kind)
    {
        (double[] model, _, double[] human) = Objects(60, world);
        return RsaBootstrap.Score(model, human, 60, Settings(world) with { Kind = kind });
    }

    private static double RsaDifference(ulong world)
    {
        (double[] before, double[] after, double[] human) = Objects(60, world);
        return RsaBootstrap.Difference(before, after, human, 60, Settings(world)).PValue;
    }

    private static double McNemar(ulong world, int trials, Func<long, long, double> test)
    {
        (double[] before, double[] after) = PairedChoices(trials, 0, world);
        (long first, long second) = McNemarTest.Count([.. before.Select(value => value > 0)], [.. after.Select(value => value > 0)]);
        return test(first, second);
    }

    /// <summary>Products of random numbers with mean 1: the measure of a pair depends on both images, and is 1 on average.</summary>
    private static BootstrapInterval PairRelation(ulong world)
    {
        var generator = new Pcg32(world, 41);
        double[] strengths = [.. Enumerable.Range(0, 80).Select(_ => 1 + (0.5 * generator.NextGaussian()))];
        int[] groups = [.. Enumerable.Range(0, 80).Select(image => image % 4)];
        List<double> pairs = [];
        for (int first = 0; first < 80; first++)
        {
            for (int second = first + 1; second < 80; second++)
            {
                pairs.Add(strengths[first] * strengths[second]);
            }
        }

        return PairMeans.ByRelation([.. pairs], Settings(world), groups)[0];
    }

    /// <summary>Changes that classes bring about (each pair of classes one, each class one of its own) and noise of single pairs, all 0 on average.</summary>
    /// <param name="world">The repetition.</param>
    /// <param name="relation">0: pairs of different classes; 1: pairs of one class.</param>
    private static PairMean ClassRelation(ulong world, int relation)
    {
        const int Classes = 40, Each = 4;
        var generator = new Pcg32(world, 42);
        double[] strengths = [.. Enumerable.Range(0, Classes).Select(_ => generator.NextGaussian())];
        int[] classes = [.. Enumerable.Range(0, Classes * Each).Select(image => image / Each)];
        List<double> pairs = [];
        for (int first = 0; first < classes.Length; first++)
        {
            for (int second = first + 1; second < classes.Length; second++)
            {
                pairs.Add(strengths[classes[first]] + strengths[classes[second]] + generator.NextGaussian());
            }
        }

        return PairMeans.ByRelation([.. pairs], classes, Settings(world) with { Kind = IntervalKind.ExpandedPercentile }, classes)[1 - relation];
    }

    /// <summary>Variance of a normal number of standard deviation 2, or its difference to another one's, over images of 60 classes that share their mean.</summary>
    private static (BootstrapInterval Interval, double PValue) Spread(ulong world, double first, double second)
    {
        const int Classes = 60, Each = 3;
        var generator = new Pcg32(world, 43);
        double[][] values = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, Classes).SelectMany(_ =>
        {
            double own = Math.Sqrt(2) * generator.NextGaussian();
            return Enumerable.Range(0, Each).Select(_ => own + (Math.Sqrt(2) * generator.NextGaussian())).ToArray();
        }).ToArray())];
        return GroupJackknife.Run([.. Enumerable.Range(0, Classes * Each).Select(image => image / Each)], 20, rows =>
            [.. values.Select(value => rows.Sum(row => value[row] * value[row]) / rows.Length)]).Of(found => (first * found[0]) + (second * found[1]), 0.95);
    }

    private static int[][] Responses(int triplets, ulong world)
    {
        var generator = new Pcg32(world, 51);
        return [.. Enumerable.Range(0, triplets).Select(_ =>
        {
            double clear = generator.NextDouble();
            return Enumerable.Range(0, 5).Select(_ => generator.NextDouble() < clear ? 2 : generator.NextInt(3)).ToArray();
        })];
    }
}
