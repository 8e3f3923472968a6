using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

/// <summary>Each kind of measure resamples its own units.</summary>
public sealed class ScoreTests
{
    private static readonly BootstrapSettings Settings = new() { Samples = 400, Seed = 3 };

    [Fact]
    public void Clustered_TrialsOfAParticipant_AreOneUnit()
    {
        // Twenty people with twenty trials each; people are right always or never, so that trials tell nothing that people do not.
        int[] people = [.. Enumerable.Range(0, 400).Select(trial => trial / 20)];
        double[] values = [.. people.Select(person => person % 2 == 0 ? 1.0 : 0)];
        var score = new ClusteredScore(values, people);
        double Width(BootstrapInterval interval) => interval.High - interval.Low;

        Assert.Equal(20, score.Units);
        Assert.Equal(0.5, score.OfAll(), 1e-12);
        Assert.InRange(Width(score.Take(Settings).Interval) / Width(new MeanScore(values).Take(Settings).Interval), 3.5, 5.5);
        Assert.Equal("sign-flip by cluster", score.Test);
    }

    [Fact]
    public void Clustered_DifferenceOfFewPeople_HasTheirExactPValue()
    {
        // Six people, each better in three of four trials after: of the 64 patterns of signs only two reach as far.
        int[] people = [.. Enumerable.Range(0, 24).Select(trial => trial / 4)];
        var before = new ClusteredScore(new double[24], people);
        var after = new ClusteredScore([.. Enumerable.Range(0, 24).Select(trial => trial % 4 == 0 ? 0.0 : 1)], people);

        (BootstrapInterval interval, double p) = after.Difference(before, Settings);

        Assert.Equal(2 / 64.0, p, 1e-12);
        Assert.Equal((0.75, 0.75, 0.75), (interval.Estimate, interval.Low, interval.High));
    }

    [Fact]
    public void Similarity_ResampledObjects_AgreeWithTheSlowWay()
    {
        const int Objects = 9;
        (double[] model, double[] other, double[] people) = (Matrix(1), Matrix(2), Matrix(3));
        var score = new SimilarityScore(model, people, Objects);
        var before = new SimilarityScore(other, people, Objects);
        var slow = new StatisticScore(Objects, chosen => RsaScore.CompareSelected(model, people, Objects, chosen));
        var slowBefore = new StatisticScore(Objects, chosen => RsaScore.CompareSelected(other, people, Objects, chosen));

        Assert.Equal(slow.OfAll(), score.OfAll(), 1e-12);
        Same(slow.Take(Settings).Interval, score.Take(Settings).Interval);
        Same(slow.Difference(slowBefore, Settings).Interval, score.Difference(before, Settings).Interval);
        Assert.Equal(slow.Difference(slowBefore, Settings).PValue, score.Difference(before, Settings).PValue, 1e-9);

        void Same(BootstrapInterval expected, BootstrapInterval found)
        {
            Assert.Equal(expected.Low, found.Low, 1e-9);
            Assert.Equal(expected.High, found.High, 1e-9);
        }

        double[] Matrix(ulong seed)
        {
            var random = new Pcg32(seed);
            double[] values = new double[Objects * Objects];
            for (int row = 0; row < Objects; row++)
            {
                for (int column = row; column < Objects; column++)
                {
                    values[(row * Objects) + column] = values[(column * Objects) + row] = random.NextDouble();
                }
            }

            return values;
        }
    }

    [Fact]
    public void Ceiling_OfRepeatedTriplets_IsTakenOverThoseAlone()
    {
        // Forty triplets with three answers each, two of them alike; others that were answered once do not count.
        List<Triplet> triplets = [];
        for (int first = 0; first < 40; first++)
        {
            int start = 3 * first;
            triplets.AddRange([new(start, start + 1, start + 2), new(start + 1, start, start + 2), new(start + 2, start, start + 1), new(start, 500 + first, 700)]);
        }

        var found = new Measurements(50, 1);
        JudgementsTask.Ceiling(found, "judged", [.. triplets]);
        JudgementsTask.Ceiling(found, "few", [.. triplets.Take(60)]);
        var metrics = found.Metrics();

        string[] settings = metrics.Get<string>("setting"), names = metrics.Get<string>("metric");
        double Of(string setting) => metrics.Get<double>("value")[Enumerable.Range(0, metrics.Rows).Single(row => settings[row] == setting && names[row] == "accuracy, dot")];
        Assert.All(metrics.Get<string>("subset"), subset => Assert.Equal("judged", subset));
        Assert.All(metrics.Get<long>("n"), n => Assert.Equal(40, n));

        // Each of the two alike has one of each answer among the others: a tie, which counts as wrong; the third has two against it.
        Assert.Equal(0, Of(HumanAgreement.Ceiling));
        Assert.Equal(2 / 3.0, Of(HumanAgreement.UpperCeiling), 1e-12);
    }

    [Fact]
    public void Times_OfPeopleWhoAgree_AreReliable()
    {
        var random = new Pcg32(5);
        double[][] Times(double noise) => [.. Enumerable.Range(0, 60).Select(triplet => Enumerable.Range(0, triplet == 7 ? 2 : 4).Select(_ => (triplet / 10.0) + (noise * random.NextGaussian())).ToArray())];
        var found = new Measurements(40, 1);
        HumanAgreement.Times(found, ("uncertainty", "alike", "m"), Times(0.01));
        HumanAgreement.Times(found, ("uncertainty", "noise", "m"), Times(1000));
        HumanAgreement.Times(found, ("uncertainty", "single", "m"), [.. Times(1).Select(times => times[..1])]);

        double[] reliability = found.Metrics().Get<double>("value");
        Assert.Equal(2, reliability.Length);
        Assert.InRange(reliability[0], 0.99, 1);
        Assert.InRange(reliability[1], -1, 0.5);
        Assert.All(found.Metrics().Get<long>("n"), n => Assert.Equal(59, n));
    }
}
