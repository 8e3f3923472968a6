using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

public sealed class EvaluateShiftStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Four sub-classes of each of two classes in turn, each on an axis of its own: a read-out that learned some of them alone is at chance on the
    /// others. Every fourth image of a class is of one sub-class, and used to be the one that was held back.</summary>
    [Fact]
    public void Run_SubClassesInTurn_AreAllLearnedFrom()
    {
        const int SubClasses = 4, Images = 64;
        int[] images = [.. Enumerable.Range(0, Images)];
        ParquetTable.Write(_folder["shift"], new Table(
            Column.Of("task", images.Select(_ => "two").ToArray()), Column.Of("role", images.Select(_ => "source").ToArray()), Column.Of("image", images),
            Column.Of("label", images.Select(image => $"class {image / SubClasses % 2}").ToArray())));
        var noise = new Pcg32(1);
        float[] rows = [.. images.SelectMany(image => Enumerable.Range(0, 2 * SubClasses).Select(axis => (axis == image % (2 * SubClasses) ? 3f : 0) + (0.1f * (float)noise.NextGaussian())))];
        ArrowMatrix.Write(_folder["benchmarks"], [.. images.Select(image => $"{image}")], new Representations(rows, Images, 2 * SubClasses));

        StageRun.Of(
            new EvaluateShiftStage(), new EvaluateShiftOptions { HoldBack = SubClasses, BootstrapSamples = 0 }, _folder, ("shift", "shift"), ("original/benchmark_images.arrow", "benchmarks"));

        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        Assert.Equal(["two, same sub-classes"], metrics.Get<string>("subset"));
        Assert.Equal(1, metrics.Get<double>("value")[0]);
        Assert.Equal(Images / SubClasses, metrics.Get<long>("n")[0]);
    }
}
