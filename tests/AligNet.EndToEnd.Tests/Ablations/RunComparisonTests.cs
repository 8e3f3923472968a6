using System.IO;
using System.Text.Json;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.EndToEnd.Tests.Pipeline;
using AligNet.EndToEnd.Tests.Report;
using AligNet.Pipeline;
using AligNet.Pipeline.Comparisons;
using AligNet.Pipeline.Runs;

namespace AligNet.EndToEnd.Tests.Ablations;

/// <summary>Two runs of a tiny study side by side.</summary>
public sealed class RunComparisonTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Of_OneOptionChanged_SaysWhatDiffersAndByHowMuch()
    {
        RunRecord first = Run();
        RunRecord second = Run("finetune.learning_rate=0.01");

        ComparisonResult result = RunComparison.Of(_study.Artifacts, "previous,last");

        Assert.Equal([["finetune.learning_rate", "3E-05", "0.01"]], result.Tables[0].Rows);
        IReadOnlyList<string> finetune = result.Tables[1].Rows[0];
        Assert.Equal(["finetune", $"finetune/{Node(first, "finetune").Fingerprint[..12]}", $"finetune/{Node(second, "finetune").Fingerprint[..12]}", "finetune.learning_rate 3E-05 → 0.01"], finetune);
        Assert.Equal("input finetune/student.onnx changed", result.Tables[1].Rows.Single(row => row[0] == "embed-aligned")[3]);
        Assert.DoesNotContain(result.Tables[1].Rows, row => row[0] is "label" or "ingest" or "embed-original");

        // Every number of both runs' tables, exactly; those of other settings are the same.
        Dictionary<string, double> before = Numbers(first);
        Dictionary<string, double> after = Numbers(second);
        string[] changed = [.. before.Keys.Where(key => before[key] != after[key])];
        Assert.NotEmpty(changed);
        Assert.Equal(changed.Order(), result.Tables[2].Rows.Select(row => string.Join('|', row.Take(5))).Order());
        Assert.All(result.Tables[2].Rows, row =>
        {
            // Hierarchy, spectra and geometries come with intervals of their own, and no values are kept behind them.
            bool isPaired = row[2] is not "hierarchy" and not "spectrum" and not "geometry";
            string key = string.Join('|', row.Take(5));
            Assert.Equal((after[key] - before[key]).ToString("+0.000;−0.000;0.000"), row[7]);
            Assert.True(isPaired == !row[10].StartsWith("unpaired", StringComparison.Ordinal), string.Join('|', row));
            Assert.True(!isPaired || row[10].StartsWith("paired", StringComparison.Ordinal) || (row[10] == "undefined on some resamples" && row[2] is "ratings" or "uncertainty" or "rsa"), string.Join('|', row));
        });
        Assert.Contains(result.Notes, note => note.Contains("differences are unpaired", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_OtherTestTriplets_IsUnpairedAndSaysSo()
    {
        Run();
        File.AppendAllText(Path.Combine(_study.Data, "triplets_test.txt"), "0 1 2\n");
        Run();

        ComparisonResult result = RunComparison.Of(_study.Artifacts, "previous,last");

        Assert.Empty(result.Tables[0].Rows);
        Assert.Contains(result.Tables[1].Rows, row => row[0] == "ingest" && row[3].EndsWith(" changed", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.Contains("differences are unpaired", StringComparison.Ordinal));
        Assert.All(result.Tables[2].Rows.Where(row => row[2] == "odd-one-out"), row => Assert.StartsWith("unpaired", row[10], StringComparison.Ordinal));
        Assert.Contains("evaluate-few-shot: the same artifact in both runs, so the same numbers.", result.Notes);
    }

    [Fact]
    public void Of_SameRun_HasNoDifference()
    {
        Run();

        ComparisonResult result = RunComparison.Of(_study.Artifacts, "last,my");

        Assert.All(result.Tables, table => Assert.Empty(table.Rows));
        Assert.Contains("'last' and 'my' are the same run.", result.Notes);
    }

    [Fact]
    public void Of_ArtifactsThatAreGone_SaysWhich()
    {
        Run();
        RunRecord second = Run("evaluate-few-shot.draws=3");
        Directory.Delete(Path.Combine(_study.Artifacts, "evaluate-few-shot", Node(second, "evaluate-few-shot").Fingerprint[..12]), recursive: true);

        Assert.Contains(RunComparison.Of(_study.Artifacts, "previous,last").Notes, note => note.Contains($"of run {second.Id} is not in the store any more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("last")]
    [InlineData("last,")]
    [InlineData("a,b,c")]
    public void Of_NotTwoRuns_IsRefused(string runs) =>
        Assert.Contains("expected two runs with a comma between", Assert.Throws<OptionsException>(() => RunComparison.Of(_study.Artifacts, runs)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(390)]
    [InlineData(1400)]
    public void Page_AtAWidth_ShowsEverythingAndFits(int width)
    {
        Run("evaluate-levels.bootstrap_samples=200");
        Run("evaluate-levels.bootstrap_samples=200", "finetune.learning_rate=0.02", "finetune.steps=30");
        string page = RunComparison.Of(_study.Artifacts, "previous,last").Page;

        (JsonElement found, string[] console) = Browser.Measure(File.ReadAllText(page), width, true, PageLook.Script);

        PageLook.AssertGood(found, console, width);
    }

    private RunRecord Run(params string[] set)
    {
        using PipelineSession session = PipelineSession.Open(
            new PipelineArguments { RepositoryRoot = Repository.Root, Profile = _study.Profile, Set = set, ArtifactsFolder = _study.Artifacts }, NoProgress.Instance);
        session.RunUpTo("evaluate", TestContext.Current.CancellationToken);
        return session.Record()!;
    }

    private static RunNode Node(RunRecord run, string name) => run.Nodes.Single(node => node.Node == name);

    private Dictionary<string, double> Numbers(RunRecord run)
    {
        RunNode node = Node(run, "evaluate");
        Table table = ParquetTable.Read(Path.Combine(_study.Artifacts, node.Stage, node.Fingerprint[..12], "metrics.parquet"));
        string[][] key = [.. new[] { "model", "setting", "task", "subset", "metric" }.Select(table.Get<string>)];
        return Enumerable.Range(0, table.Rows).ToDictionary(row => string.Join('|', key.Select(column => column[row])), row => table.Get<double>("value")[row]);
    }
}
