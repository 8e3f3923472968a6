using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.PlanRobustness;

namespace AligNet.Tests.Stages.PlanRobustness;

public sealed class PlanRobustnessStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ClassesInTurn_HoldsBackAShareOfEach()
    {
        // Three sub-classes of each class follow one another: every fourth image of a class would always be of one of them.
        (Table readout, Table corruptions) = Run(new PlanRobustnessOptions(), 120, image => $"class {image % 2}");

        (int[] images, string[] labels, string[] roles) = (readout.Get<int>("image"), readout.Get<string>("label"), readout.Get<string>("role"));
        int[] test = [.. Enumerable.Range(0, readout.Rows).Where(row => roles[row] == "test")];
        Assert.Equal(Enumerable.Range(100, 120), images.Order());
        Assert.Equal(90, roles.Count(role => role == "train"));
        Assert.Equal([15, 15], test.CountBy(row => labels[row]).Select(count => count.Value));
        Assert.All(Enumerable.Range(0, readout.Rows), row => Assert.Equal($"class {(images[row] - 100) % 2}", labels[row]));
        Assert.Equal(3, test.Select(row => images[row] / 2 % 3).Distinct().Count());
        Assert.Equal(95, corruptions.Rows);
        Assert.Equal([1, 2, 3, 4, 5], corruptions.Get<int>("severity").Take(5));
        Assert.Single(corruptions.Get<long>("seed").Distinct());
    }

    [Fact]
    public void Run_SomeImagesAndCorruptions_TakesThoseEvenly()
    {
        (Table readout, Table corruptions) = Run(
            new PlanRobustnessOptions { HoldBack = 2, Images = 10, Corruptions = ["saturate", "fog"], Severities = [5, 2] }, 80, image => $"class {image % 2}");

        Assert.Equal((40, 10), (readout.Get<string>("role").Count(role => role == "train"), readout.Get<string>("role").Count(role => role == "test")));
        int[] tested = [.. readout.Get<int>("image").Where((_, row) => readout.Get<string>("role")[row] == "test")];
        Assert.True(tested[^1] > 160, "the last image to test on is of the first half of the list");
        Assert.Equal([("fog", 2), ("fog", 5), ("saturate", 2), ("saturate", 5)], corruptions.Get<string>("corruption").Zip(corruptions.Get<int>("severity")));
    }

    [Fact]
    public void Run_ClassWithOneImage_IsRefused() => Assert.Contains(
        "class 'class 0' has one clean image", Assert.Throws<StageException>(() => Run(new PlanRobustnessOptions(), 5, image => $"class {(image == 2 ? 0 : 1)}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Errors_ValuesOutOfRange_NameEach()
    {
        string[] faults = [.. new PlanRobustnessOptions { HoldBack = 1, Images = -1, Corruptions = ["rain"], Severities = [0] }.Errors()];

        Assert.Equal(["hold_back", "images", "corruptions", "severities"], faults.Select(fault => fault.Split(':')[0]));
        Assert.Single(new PlanRobustnessOptions { Severities = [2, 2] }.Errors());
        Assert.Empty(new PlanRobustnessOptions { Severities = [] }.Errors());
    }

    private (Table Readout, Table Corruptions) Run(PlanRobustnessOptions options, int count, Func<int, string> label)
    {
        ParquetTable.Write(_folder["clean.parquet"], new Table(
            Column.Of("image", Enumerable.Range(100, count).ToArray()), Column.Of("label", Enumerable.Range(0, count).Select(label).ToArray())));
        StageRun.Of(new PlanRobustnessStage(), options, _folder, ("clean-images", "clean.parquet"));
        return (ParquetTable.Read(_folder["readout.parquet"]), ParquetTable.Read(_folder["corruptions.parquet"]));
    }
}
