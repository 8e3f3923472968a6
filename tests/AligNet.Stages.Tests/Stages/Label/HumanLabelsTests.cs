using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages;
using AligNet.Stages.Label;

namespace AligNet.Tests.Stages.Label;

public sealed class HumanLabelsTests : IDisposable
{
    /// <summary>Logarithms of float32 probabilities, stored as float32.</summary>
    private const double Float32 = 1e-6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_Posterior_GivesItsProbabilitiesWithTheLikeliestPairFirst()
    {
        ParquetTable.Write(_folder["probabilities.parquet"], new Table(
        [
            .. TripletTable.From([new Triplet(4, 7, 2), new Triplet(1, 3, 5)]).Columns,
            Column.Of("p_ij", new[] { 0.7f, 0.1f }), Column.Of("p_ik", new[] { 0.2f, 0.3f }), Column.Of("p_jk", new[] { 0.1f, 0.6f }),
        ]));

        StageRun.Of(new LabelStage(), new LabelOptions(), _folder, (LabelStage.PosteriorInput, "probabilities.parquet"));

        Table labelled = ParquetTable.Read(_folder["labelled.parquet"]);
        Assert.Equal([4, 3], labelled.Get<int>("image_0"));
        Assert.Equal([7, 5], labelled.Get<int>("image_1"));
        Assert.Equal([2, 1], labelled.Get<int>("image_2"));
        Close([0.7, 0.6], labelled.Get<float>("p_01"));
        Close([0.2, 0.1], labelled.Get<float>("p_02"));
        Close([0.1, 0.3], labelled.Get<float>("p_12"));
        Close([Math.Log(0.7), Math.Log(0.6)], labelled.Get<float>("s_01"));
        Assert.Equal(["train", "train"], labelled.Get<string>("split"));
    }

    [Fact]
    public void Run_Choices_GiveAllProbabilityToTheChosenPair()
    {
        ParquetTable.Write(_folder["train_triplets.parquet"], TripletTable.From([new Triplet(4, 7, 2)]));

        StageRun.Of(new LabelStage(), new LabelOptions { Temperature = 100 }, _folder, (LabelStage.ChoicesInput, "train_triplets.parquet"));

        Table labelled = ParquetTable.Read(_folder["labelled.parquet"]);
        Assert.Equal((4, 7, 2), (labelled.Get<int>("image_0")[0], labelled.Get<int>("image_1")[0], labelled.Get<int>("image_2")[0]));
        Close([1], labelled.Get<float>("p_01"));
        Close([0], labelled.Get<float>("p_02"));
    }

    [Fact]
    public void Run_NoTriplet_SaysWhatToDo()
    {
        ParquetTable.Write(_folder["train_triplets.parquet"], TripletTable.From([]));

        StageException thrown = Assert.Throws<StageException>(
            () => StageRun.Of(new LabelStage(), new LabelOptions(), _folder, (LabelStage.ChoicesInput, "train_triplets.parquet")));

        Assert.Contains("data.train_triplets", thrown.Message, StringComparison.Ordinal);
    }

    private static void Close(double[] expected, float[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Float32));
}
