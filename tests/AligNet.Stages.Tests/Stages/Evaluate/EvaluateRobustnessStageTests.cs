using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

/// <summary>Representations of which every answer of a read-out is known: class n lies far out on axis n.</summary>
public sealed class EvaluateRobustnessStageTests : IDisposable
{
    private const int Classes = 3;
    private static readonly string[] Names = ["ant", "bee", "cow"];
    private readonly TemporaryFolder _folder = new();

    public EvaluateRobustnessStageTests()
    {
        // Images 0 to 11 to learn from, 12 to 17 to test on, 18 to 20 of another set; the class of image i is i mod 3.
        int[] images = [.. Enumerable.Range(0, 18)];
        Write("readout", new Table(
            Column.Of("image", images), Column.Of("label", images.Select(image => Names[image % Classes]).ToArray()), Column.Of("role", images.Select(image => image < 12 ? "train" : "test").ToArray())));
        Write("corruptions", new Table(
            Column.Of("corruption", new[] { "fog", "fog", "saturate" }), Column.Of("severity", new[] { 1, 5, 1 }), Column.Of("seed", new long[3])));

        // Image 18 is right as ant or cow, 19 as cow, 20 as ant; the set shows no bee.
        Write("robustness", Sets("set"));
        ArrowMatrix.Write(_folder["benchmarks"], Ids(21), Rows([.. images.Select(image => image % Classes), 1, 1, 0]));

        // Fog 1: as clean. Fog 5: everything looks like an ant, so that 2 of 6 are right. Saturate: nothing is right.
        int[] test = [.. images[12..].Select(image => image % Classes)];
        ArrowMatrix.Write(_folder["corrupted"], Ids(18), Rows([.. test, 0, 0, 0, 0, 0, 0, .. test.Select(label => (label + 1) % Classes)]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_KnownAnswers_GivesEveryAccuracy()
    {
        Dictionary<string, double> found = Run();

        Assert.Equal(1, found["robustness, clean, accuracy"]);
        Assert.Equal(1, found["corruptions, fog, severity 1, accuracy"]);
        Assert.Equal(2 / 6.0, found["corruptions, fog, severity 5, accuracy"], 1e-12);
        Assert.Equal(4 / 6.0, found["corruptions, fog, accuracy"], 1e-12);
        Assert.Equal(0, found["corruptions, saturate, accuracy"]);

        // The mean is over the benchmark's types: saturate is an extra one.
        Assert.Equal(4 / 6.0, found["robustness, mean corruption, accuracy"], 1e-12);
        Assert.Equal(4 / 6.0, found["robustness, mean corruption, accuracy relative to clean"], 1e-12);
        Assert.Equal(1, found["robustness, mean corruption, severity 1, accuracy"]);
    }

    [Fact]
    public void Run_SetWithSeveralRightClasses_ChoosesAmongItsOwn()
    {
        // Images 18 and 19 lie on bee's axis, which the set does not show: ant and cow tie but for rounding, and 20 is an ant.
        Assert.True(Run()["robustness-sets, pets, accuracy"] >= 2 / 3.0);
        Write("robustness", Sets("all"));
        Assert.Equal(1 / 3.0, Run()["robustness-sets, pets, accuracy"], 1e-12);
    }

    [Fact]
    public void Run_Tests_AreOfSummariesAndTypesAlone()
    {
        Run();
        Table comparisons = ParquetTable.Read(_folder["comparisons.parquet"]);

        Assert.Equal(
            ["robustness: clean", "robustness: mean corruption", "robustness: mean corruption", "corruptions: fog", "corruptions: saturate", "robustness-sets: pets"],
            comparisons.Get<string>("task").Zip(comparisons.Get<string>("subset"), (task, subset) => $"{task}: {subset}"));
        Assert.All(comparisons.Get<string>("unit"), unit => Assert.Equal("images", unit));
        Assert.Equal([6L, 6, 6, 6, 6, 3], comparisons.Get<long>("n"));
        Assert.Equal([1.0, 1], ParquetTable.Read(_folder["readouts.parquet"]).Get<double>("c"));
    }

    private static Table Sets(string among) => new(
        Column.Of("set", Enumerable.Repeat("pets", 4).ToArray()), Column.Of("among", Enumerable.Repeat(among, 4).ToArray()),
        Column.Of("image", new[] { 18, 18, 19, 20 }), Column.Of("label", new[] { "ant", "cow", "cow", "ant" }));

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(row => $"{row}")];

    private static Representations Rows(int[] classes) =>
        new(classes.SelectMany(label => Enumerable.Range(0, Classes).Select(axis => axis == label ? 5f : 0)).ToArray(), classes.Length, Classes);

    private Dictionary<string, double> Run()
    {
        StageRun.Of(
            new EvaluateRobustnessStage(), new EvaluateRobustnessOptions { C = [1], BootstrapSamples = 20 }, _folder, ("readout", "readout"), ("corruptions", "corruptions"), ("robustness", "robustness"),
            ("original/benchmark_images.arrow", "benchmarks"), ("original/corrupted_images.arrow", "corrupted"), ("alignet/benchmark_images.arrow", "benchmarks"), ("alignet/corrupted_images.arrow", "corrupted"));
        Table metrics = ParquetTable.Read(_folder["metrics.parquet"]);
        string[][] about = [.. new[] { "task", "subset", "metric" }.Select(metrics.Get<string>)];
        string[] settings = metrics.Get<string>("setting");
        return Enumerable.Range(0, metrics.Rows).Where(row => settings[row] == "alignet")
            .ToDictionary(row => $"{about[0][row]}, {about[1][row]}, {about[2][row]}", row => metrics.Get<double>("value")[row]);
    }

    private void Write(string name, Table table) => ParquetTable.Write(_folder[name], table);
}
