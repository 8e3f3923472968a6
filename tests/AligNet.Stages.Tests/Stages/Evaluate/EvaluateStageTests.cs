using AligNet.Artifacts;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Stages.Evaluate;

public sealed class EvaluateStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ComparisonsOfSeveralTasks_AreCorrectedInsideEach()
    {
        Table comparisons = Run([("levels", 0.01), ("rsa", 0.02), ("levels", 0.04), ("levels", null), ("rsa", 0.02)]).Comparisons;

        // Holm: of the levels 2 × 0.01 and 0.04; of rsa 2 × 0.02 twice. Over all four the smallest would be 0.04.
        Assert.Equal([0.02, 0.04, 0.04, null, 0.04], comparisons.Get<double?>("p_holm"));
        Assert.Equal([0.02, 0.02, 0.04, null, 0.02], comparisons.Get<double?>("p_benjamini_hochberg"));
    }

    [Fact]
    public void Run_MetricsOfOneTask_ListsEverythingElseWithAReason()
    {
        Table unavailable = Run([("levels", 0.01)]).Unavailable;

        string[] what = unavailable.Get<string>("what");
        Assert.DoesNotContain("Accuracy by abstraction level", what);
        Assert.DoesNotContain("The aligned student", what);
        Assert.DoesNotContain("Tests of differences between settings", what);
        foreach (string missing in new[]
        {
            "The teacher", "Human triplets of held-out objects", "Rated similarity of sets of images", "Noise ceiling by abstraction level", "Uncertainty against response times",
            "Sub-population shift: BREEDS, living17", "Corruptions", "ImageNet-A", "ImageNet-ReaL",
        })
        {
            Assert.Contains(missing, what);
        }

        Assert.All(unavailable.Get<string>("reason"), reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
        Assert.Equal(unavailable.Get<string>("section").Order(StringComparer.Ordinal), unavailable.Get<string>("section"));
    }

    [Fact]
    public void Run_WithoutTests_SaysSo() => Assert.Contains("Tests of differences between settings", Run([("levels", null)]).Unavailable.Get<string>("what"));

    private (Table Comparisons, Table Unavailable) Run((string Task, double? P)[] tests)
    {
        string[] Same(string text) => [.. tests.Select(_ => text)];
        ParquetTable.Write(_folder["m"], new Table(
            Column.Of("model", new[] { "student", "student" }), Column.Of("setting", new[] { "original", "alignet" }), Column.Of("task", new[] { "levels", "levels" }),
            Column.Of("subset", new[] { "coarse", "coarse" }), Column.Of("metric", new[] { "accuracy", "accuracy" })));
        ParquetTable.Write(_folder["c"], new Table(Column.Of("model", Same("student")), Column.Of("task", tests.Select(test => test.Task).ToArray()), Column.Of("p_value", tests.Select(test => test.P).ToArray())));
        StageRun.Of(new EvaluateStage(), new EvaluateOptions(), _folder, ("evaluate-levels/metrics", "m"), ("evaluate-levels/comparisons", "c"));
        return (ParquetTable.Read(_folder["comparisons.parquet"]), ParquetTable.Read(_folder["unavailable.parquet"]));
    }
}
