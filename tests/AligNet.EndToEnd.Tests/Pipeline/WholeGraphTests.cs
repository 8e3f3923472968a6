using System.IO;
using AligNet.Artifacts;
using AligNet.Pipeline;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>The whole graph on a user's own data: what runs, what does not, and the same bytes every time.</summary>
public sealed class WholeGraphTests : IDisposable
{
    private static readonly string[] BelowStudentTriplets =
    [
        "sample-triplets", "label", "finetune", "label-distillation", "finetune-distillation", "embed-distilled", "embed-aligned",
        "embed-benchmarks-distilled", "embed-benchmarks-aligned", "embed-corruptions-distilled", "embed-corruptions-aligned", "evaluate-judgements", "evaluate-levels", "evaluate-few-shot", "evaluate-ratings", "evaluate-shift", "evaluate-hierarchy", "evaluate-robustness", "evaluate-validation", "evaluate", "report",
    ];

    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_OwnData_RunsEverythingOnceAndOnlyWhatChanges()
    {
        string[] all = _study.Run();
        Assert.Equal(StageCatalog.Nodes.Select(node => node.Name).Except(["simulate", "pretrain-teacher", "pretrain-student", "recovery", "evaluate-teacher", "export-student", "export-triplets"]), all);
        Assert.Empty(_study.Run());

        foreach (string file in Directory.GetFiles(_study.Data, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50));
        }

        Assert.Empty(_study.Run());

        // Another k: what follows Cluster, nothing above; setting it back: nothing.
        string[] ran = _study.Run("cluster.k=5");
        Assert.Equal(["cluster", .. BelowStudentTriplets.Order(StringComparer.Ordinal)], [ran[0], .. ran[1..].Order(StringComparer.Ordinal)]);
        Assert.Empty(_study.Run());

        // An option that changes Cluster's fingerprint but not its bytes stops there.
        Assert.Equal(["cluster"], _study.Run("cluster.max_iterations=299"));

        // One test triplet more: Ingest and what reads test triplets.
        File.AppendAllText(Path.Combine(_study.Data, "triplets_test.txt"), "0 1 2\n");
        Assert.Equal(["ingest", "evaluate-judgements", "evaluate-levels", "evaluate", "report"], _study.Run());

        // An option of one evaluation: that one, the table and the report.
        Assert.Equal(["evaluate-few-shot", "evaluate", "report"], _study.Run("evaluate-few-shot.draws=3"));
        Assert.Empty(_study.Run());

        // Other corruptions: their images of every model and the evaluation of them; another penalty: the evaluation alone.
        Assert.Equal(
            ["plan-robustness", "embed-corruptions", "embed-corruptions-original", "embed-corruptions-distilled", "embed-corruptions-aligned", "evaluate-robustness", "evaluate", "report"],
            _study.Run("plan-robustness.severities=[2]"));
        Assert.Equal(["evaluate-robustness", "evaluate", "report"], _study.Run("evaluate-robustness.c=[10.0]"));

        // One evaluation image replaced, which is one of the hierarchy's too: whatever embeds these lists, not the teacher's large set.
        string[] evaluation = Directory.GetFiles(Path.Combine(_study.Data, "images", "levels"));
        File.Copy(evaluation[0], evaluation[1], overwrite: true);
        Assert.Equal(
            [
                "ingest", "ingest-benchmarks", "corruptions", "embed-objects", "embed-original", "embed-distilled", "embed-aligned", "embed-benchmarks", "embed-benchmarks-original",
                "embed-benchmarks-distilled", "embed-benchmarks-aligned", "embed-corruptions", "embed-corruptions-original", "embed-corruptions-distilled", "embed-corruptions-aligned",
                "evaluate-levels", "evaluate-few-shot", "evaluate-ratings", "evaluate-shift", "evaluate-hierarchy", "evaluate-robustness", "evaluate", "report",
            ],
            StageCatalog.Nodes.Select(node => node.Name).Intersect(_study.Run()));
    }

    [Fact]
    public void Run_TwiceFromEmpty_GivesSameBytes()
    {
        _study.Run();
        Dictionary<string, string> first = _study.Contents();
        Directory.Delete(_study.Artifacts, recursive: true);
        _study.Run();

        Assert.Equal(first.OrderBy(pair => pair.Key), _study.Contents().OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Run_ExportStudent_GivesTheAlignedWeightsUnderTheCheckpointsNames()
    {
        IReadOnlyList<StageOutcome> outcomes = _study.RunTo("export-student");

        using var given = SafetensorsFile.Open(Path.Combine(_study.Data, "student.safetensors"));
        using var aligned = SafetensorsFile.Open(Path.Combine(outcomes.Single(outcome => outcome.Node == "finetune").ArtifactFolder!, "student.safetensors"));
        using var exported = SafetensorsFile.Open(Path.Combine(outcomes[^1].ArtifactFolder!, "checkpoint", "student.safetensors"));
        Assert.Equal(given.Entries.Select(entry => entry.Name), exported.Entries.Select(entry => entry.Name));
        foreach (SafetensorsEntry entry in exported.Entries)
        {
            Assert.Equal(aligned.Read(entry.Name).Values, exported.Read(entry.Name).Values);
        }

        Assert.DoesNotContain("evaluate", outcomes.Select(outcome => outcome.Node));
    }

    [Fact]
    public void Run_TeacherAlone_EvaluatesAnyEncoderWithoutFineTuning()
    {
        File.WriteAllText(_study.Profile, """
            [data]
            source = "files"
            objects = "objects.csv"
            test_triplets = "triplets_test.txt"
            teacher = "teacher.onnx"
            """);

        IReadOnlyList<StageOutcome> outcomes = _study.RunTo("evaluate-teacher");

        Assert.Equal(["ingest", "embed-objects", "evaluate-teacher"], outcomes.Where(outcome => outcome.Action == StageAction.Ran).Select(outcome => outcome.Node));
    }
}
