using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;

namespace AligNet.Tests.Numerics.Vice;

public class ViceTrainerTests
{
    private const int Objects = 30;
    private static readonly ViceSettings Small = new() { InitialDims = 21, BatchSize = 32, BurnIn = 2, StableEpochs = 3, MaxEpochs = 50 };

    [Fact]
    public void RunEpoch_RestoredAfterAnyEpoch_GivesTheSameBytes()
    {
        Triplet[] triplets = RandomTriplets(500, Objects, 1);
        var whole = new ViceTrainer(Small, triplets, Objects, seed: 5);
        var records = new List<ViceEpoch>();
        var states = new List<ViceTrainerState>();
        for (int epoch = 0; epoch < 6; epoch++)
        {
            records.Add(whole.RunEpoch(TestContext.Current.CancellationToken));
            states.Add(whole.Save());
        }

        ViceTrainer resumed = ViceTrainer.Restore(Small, triplets, Objects, seed: 5, states[2]);
        for (int epoch = 3; epoch < 6; epoch++)
        {
            Assert.Equal(records[epoch], resumed.RunEpoch(TestContext.Current.CancellationToken));
        }

        AssertSame(states[5], resumed.Save());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void RunEpoch_OneOrTwoThreads_GiveTheSameBytes(int dims)
    {
        Triplet[] triplets = RandomTriplets(100, Objects, 1);
        ViceTrainer[] trainers = [.. new[] { 1, 2, 3 }.Select(threads => new ViceTrainer(Small with { InitialDims = dims, Threads = threads }, triplets, Objects, seed: 5))];
        foreach (ViceTrainer trainer in trainers)
        {
            trainer.RunEpoch(TestContext.Current.CancellationToken);
            trainer.RunEpoch(TestContext.Current.CancellationToken);
        }

        AssertSame(trainers[0].Save(), trainers[1].Save());
        AssertSame(trainers[0].Save(), trainers[2].Save());
    }

    [Fact]
    public void RunEpoch_PlantedDimensions_AreFound()
    {
        // Three groups of objects; triplets always name the object outside the group.
        var random = new Pcg32(3);
        var triplets = new Triplet[2000];
        for (int index = 0; index < triplets.Length; index++)
        {
            int group = random.NextInt(3);
            int first = random.NextInt(10);
            int second = (first + 1 + random.NextInt(9)) % 10;
            triplets[index] = new Triplet((group * 10) + first, (group * 10) + second, ((group + 1 + random.NextInt(2)) % 3 * 10) + random.NextInt(10));
        }

        var settings = Small with { InitialDims = 12, BatchSize = 64, LearningRate = 0.02, BurnIn = 60, StableEpochs = 10, MaxEpochs = 200 };
        var trainer = new ViceTrainer(settings, triplets, Objects, seed: 2, triplets[..100]);
        ViceEpoch first0 = trainer.RunEpoch(TestContext.Current.CancellationToken);
        ViceEpoch last = first0;
        while (!trainer.IsFinished)
        {
            last = trainer.RunEpoch(TestContext.Current.CancellationToken);
        }

        VicePosterior posterior = trainer.Result();
        Assert.True(trainer.IsConverged, $"not converged: {last}");
        Assert.Equal(3, posterior.Dims);
        Assert.True(last.CrossEntropy < first0.CrossEntropy - 0.3);
        Assert.True(trainer.Validate(last).ValidationAccuracy > 0.95);
        float[] probabilities = new float[300];
        MonteCarloPosterior.Probabilities(posterior, triplets.AsMemory(0, 100), 50, seed: 1, probabilities, threads: 2);
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
        Assert.True(probabilities.Chunk(3).Average(row => row[0]) > 0.8);
    }

    [Fact]
    public void Result_NothingRelevant_SaysSo()
    {
        var trainer = new ViceTrainer(Small with { RelevantObjects = Objects }, RandomTriplets(50, Objects, 1), Objects, seed: 1);
        trainer.RunEpoch(TestContext.Current.CancellationToken);

        Assert.Contains("none of 21 dimensions is relevant", Assert.Throws<StageException>(trainer.Result).Message);
    }

    [Theory]
    [InlineData(0, 1, 30)]
    [InlineData(0, -1, 2)]
    [InlineData(4, 1, 4)]
    public void Constructor_ImpossibleTriplet_NamesIt(int first, int second, int odd)
    {
        var fault = Assert.Throws<StageException>(() => new ViceTrainer(Small, [new Triplet(0, 1, 2), new Triplet(first, second, odd)], Objects, seed: 1));

        Assert.Contains($"triplet 1 is ({first}, {second}, {odd})", fault.Message);
    }

    [Fact]
    public void Restore_OtherShape_IsRefused()
    {
        Triplet[] triplets = RandomTriplets(50, Objects, 1);
        ViceTrainerState state = new ViceTrainer(Small, triplets, Objects, seed: 1).Save();

        Assert.Throws<StageException>(() => ViceTrainer.Restore(Small with { InitialDims = 3 }, triplets, Objects, seed: 1, state));
    }

    [Fact]
    public void Constructor_BadSettings_ListsEveryFault()
    {
        var bad = Small with { LearningRate = 0, BatchSize = 0, Prior = new SpikeAndSlabPrior { SpikeWeight = 1 } };

        string message = Assert.Throws<OptionsException>(() => new ViceTrainer(bad, [new Triplet(0, 1, 2)], Objects, seed: 1)).Message;
        Assert.All(["LearningRate", "BatchSize", "SpikeWeight"], name => Assert.Contains(name, message));
    }

    internal static Triplet[] RandomTriplets(int count, int objects, ulong seed)
    {
        var random = new Pcg32(seed);
        int[] rows = [.. Enumerable.Range(0, objects)];
        var triplets = new Triplet[count];
        for (int index = 0; index < count; index++)
        {
            random.Shuffle<int>(rows);
            triplets[index] = new Triplet(rows[0], rows[1], rows[2]);
        }

        return triplets;
    }

    private static void AssertSame(ViceTrainerState expected, ViceTrainerState actual)
    {
        Assert.Equal(expected.Epoch, actual.Epoch);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.RelevantDims, actual.RelevantDims);
        Assert.Equal(expected.Loc, actual.Loc);
        Assert.Equal(expected.LogScale, actual.LogScale);
        Assert.Equal(expected.LocFirstMoment, actual.LocFirstMoment);
        Assert.Equal(expected.LocSecondMoment, actual.LocSecondMoment);
        Assert.Equal(expected.LogScaleFirstMoment, actual.LogScaleFirstMoment);
        Assert.Equal(expected.LogScaleSecondMoment, actual.LogScaleSecondMoment);
    }
}
