using AligNet.Numerics;
using AligNet.Stages.Simulate;

namespace AligNet.Tests.Stages.Simulate;

public class SimulatedPeopleTests
{
    private static readonly SimulateOptions Alike = new() { IndividualSpread = 0, LapseRate = 0, PaceSpread = 0 };

    [Fact]
    public void Answer_PeopleAllAlike_ChoicesFollowSoftmaxOfDotProducts()
    {
        const int Draws = 20_000;
        const double FourStandardErrors = 4 * 0.5 / 141.4; // 4 · sqrt(p(1−p)/n) at its largest, p = 1/2
        ConceptWorld world = ConceptWorld.Create(Alike, 3);
        var people = new SimulatedPeople(world, Alike, 3);
        var random = new Pcg32(8);
        (int i, int j, int k) = (0, 14, 60);
        double[] similarities = [Dot(world, i, j), Dot(world, i, k), Dot(world, j, k)];
        double total = similarities.Sum(Math.Exp);

        int[] counts = new int[3];
        for (int draw = 0; draw < Draws; draw++)
        {
            counts[people.Answer(0, i, j, k, random).OddPosition]++;
        }

        for (int pair = 0; pair < 3; pair++)
        {
            Assert.Equal(Math.Exp(similarities[pair]) / total, counts[2 - pair] / (double)Draws, FourStandardErrors);
        }
    }

    [Fact]
    public void Answer_MoreUncertainTriplet_TakesLonger()
    {
        ConceptWorld world = ConceptWorld.Create(Alike, 3);
        var people = new SimulatedPeople(world, Alike, 3);
        var random = new Pcg32(8);
        double MeanLogTime(int i, int j, int k) => Enumerable.Range(0, 2_000).Average(_ => Math.Log(people.Answer(0, i, j, k, random).ResponseTime));

        double sure = MeanLogTime(0, 1, 60);      // one basic category against another superordinate
        double unsure = MeanLogTime(0, 60, 120);  // three superordinates

        Assert.True(unsure > sure + 0.2, $"log ms {unsure} against {sure}");
    }

    [Fact]
    public void Answer_LapsesOnly_IsUniform()
    {
        SimulateOptions options = Alike with { LapseRate = 0.99 };
        ConceptWorld world = ConceptWorld.Create(options, 3);
        var people = new SimulatedPeople(world, options, 3);
        var random = new Pcg32(2);

        int[] counts = new int[3];
        for (int draw = 0; draw < 9_000; draw++)
        {
            counts[people.Answer(0, 0, 1, 60, random).OddPosition]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 2_700, 3_300));
    }

    [Fact]
    public void MeanSimilarities_SameSubordinate_IsSymmetricAndIncludesIdentity()
    {
        ConceptWorld world = ConceptWorld.Create(Alike, 3);
        float[] ratings = new SimulatedPeople(world, Alike, 3).MeanSimilarities([0, 14, 60]);

        Assert.Equal(Dot(world, 0, 0) + Alike.IdentitySimilarity, ratings[0], 1e-5);
        Assert.Equal(ratings[1], ratings[3]);
        Assert.Equal(Dot(world, 14, 60), ratings[5], 1e-5);
    }

    private static double Dot(ConceptWorld world, int first, int second) =>
        world.Concept(first).ToArray().Zip(world.Concept(second).ToArray(), (a, b) => a * b).Sum();
}
