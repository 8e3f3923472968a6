using System.IO;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;

namespace AligNet.Tests.Pipeline;

/// <summary>The mutations that incremental systems get wrong, on a chain of three stages: which of them must run again.</summary>
public sealed class StageRunnerMutationTests : IDisposable
{
    private readonly ToyPipeline _toy = new();

    public StageRunnerMutationTests() => Assert.Equal(["gather", "count", "report"], _toy.Run());

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Run_NothingChanged_RunsNothing() => Assert.Empty(_toy.Run());

    [Fact]
    public void Run_InputTouched_RunsNothing()
    {
        File.SetLastWriteTimeUtc(_toy.Data("a.txt"), DateTime.UnixEpoch.AddYears(60));

        Assert.Empty(_toy.Run());
    }

    [Fact]
    public void Run_InputEditedButNextOutputEqual_StopsThere()
    {
        File.WriteAllText(_toy.Data("a.txt"), "uno\ndos\n");

        Assert.Equal(["gather", "count"], _toy.Run());
    }

    [Fact]
    public void Run_InputEditedWithSizeAndTimeKept_IsSeen()
    {
        DateTime before = File.GetLastWriteTimeUtc(_toy.Data("a.txt"));
        File.WriteAllText(_toy.Data("a.txt"), "one\n\n\n\n\n");
        File.WriteAllText(_toy.Data("a.txt"), "o\ne\nwo\n");
        File.SetLastWriteTimeUtc(_toy.Data("a.txt"), before);

        Assert.Equal(["gather", "count", "report"], _toy.Run());
        Assert.Equal("5", _toy.Result());
    }

    [Fact]
    public void Run_InputReplacedByOlderFile_IsSeen()
    {
        File.WriteAllText(_toy.Data("new"), "1\n2\n3\n");
        File.SetLastWriteTimeUtc(_toy.Data("new"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Move(_toy.Data("new"), _toy.Data("a.txt"), overwrite: true);

        Assert.Equal(["gather", "count", "report"], _toy.Run());
    }

    [Fact]
    public void Run_InputDeleted_IsSeen()
    {
        File.Delete(_toy.Data("b.txt"));

        Assert.Equal(["gather", "count", "report"], _toy.Run());
    }

    [Fact]
    public void Run_OldInputAdded_IsSeen()
    {
        File.WriteAllText(_toy.Data("c.txt"), "four\n");
        File.SetLastWriteTimeUtc(_toy.Data("c.txt"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(["gather", "count", "report"], _toy.Run());
    }

    [Fact]
    public void Run_LastStagesOptionChanged_RunsThatStageOnly() => Assert.Equal(["report"], _toy.Run("report.factor=2"));

    [Fact]
    public void Run_OptionChangedAndSetBack_RunsNothing()
    {
        Assert.Equal(["report"], _toy.Run("report.factor=2"));

        Assert.Empty(_toy.Run());
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Run_PinnedCodeRaised_RunsThatStageAndStopsAtEqualBytes()
    {
        _toy.GatherVersion = 2;

        Assert.Equal(["gather"], _toy.Run());
    }

    [Fact]
    public void Run_IntermediateCorruptedWithSizeAndTimeKept_RebuildsIt()
    {
        string folder = _toy.ArtifactOf("count");
        string file = Path.Combine(folder, "count.txt");
        DateTime before = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "9");
        File.SetLastWriteTimeUtc(file, before);

        Assert.Equal(["count"], _toy.Run());
        Assert.Contains(_toy.Log, line => line.Contains("count/", StringComparison.Ordinal) && line.Contains("damaged", StringComparison.Ordinal));
        Assert.Equal("4", File.ReadAllText(file));
        Assert.Single(Directory.GetDirectories(Path.Combine(_toy.Artifacts, ".damaged")));
    }

    [Fact]
    public void Run_IntermediateDeleted_RunsNothing()
    {
        Directory.Delete(_toy.ArtifactOf("count"), recursive: true);

        Assert.Empty(_toy.Run());
    }

    [Fact]
    public void Run_IntermediateDeletedAndNeeded_BringsItBack()
    {
        Directory.Delete(_toy.ArtifactOf("gather"), recursive: true);
        Directory.Delete(_toy.ArtifactOf("count"), recursive: true);

        Assert.Equal(["report"], _toy.Run("report.factor=3"));
        Assert.Equal("12", _toy.Result("report.factor=3"));
    }

    [Fact]
    public void Run_KilledInsideAStage_LeavesNoArtifactAndRunsItAgain()
    {
        File.WriteAllText(_toy.Data("a.txt"), "x\n");
        _toy.DuringCount = () => throw new InvalidOperationException("killed");
        Assert.Throws<InvalidOperationException>(() => _toy.Run());
        _toy.DuringCount = null;

        Assert.Equal(["count", "report"], _toy.Run());
    }

    [Fact]
    public void Run_SpellingOfOptionChanged_RunsNothing()
    {
        Assert.Equal(["report"], _toy.Run("report.factor=0.001"));
        File.AppendAllText(_toy.Profile, "# a comment\n[report]\nfactor = 1e-3\n[gather]\nupper = false\n");

        Assert.Empty(_toy.Run());
    }

    [Fact]
    public void Run_OptionWithoutEffectOnResults_RunsNothing() => Assert.Empty(_toy.Run("report.speed=9"));

    [Fact]
    public void Run_OptionThatChangesKeyButNotBytes_RunsThatStageOnly() => Assert.Equal(["count"], _toy.Run("count.note=other"));

    [Fact]
    public void Run_OptionThatNoRunRead_RunsNothing() => Assert.Empty(_toy.Run("count.unread=other"));

    [Fact]
    public void Run_OptionReadOnlyUnderAnother_CountsOnlyThere()
    {
        Assert.Empty(_toy.Run("count.trim=true"));
        Assert.Equal(["count", "report"], _toy.Run("count.separator=\",\""));
        Assert.Equal(["count"], _toy.Run("count.separator=\",\"", "count.trim=true"));
        Assert.Empty(_toy.Run("count.separator=\",\""));
        Assert.Empty(_toy.Run());
    }

    [Fact]
    public void Run_DataFolderMoved_RunsNothing()
    {
        Directory.Move(Path.Combine(_toy.Folder, "data"), Path.Combine(_toy.Folder, "elsewhere"));

        Assert.Empty(_toy.Run($"data.root='{_toy.Folder}/elsewhere'"));
    }

    [Fact]
    public void Run_InputChangesWhileStageRuns_KeepsNothing()
    {
        File.WriteAllText(_toy.Data("a.txt"), "x\n");
        _toy.DuringGather = () => File.WriteAllText(_toy.Data("b.txt"), "y\nz\n");

        Assert.Contains("changed while the stage ran", Assert.Throws<StageException>(() => _toy.Run()).Message, StringComparison.Ordinal);
        _toy.DuringGather = null;
        Assert.Equal(["gather", "count"], _toy.Run());
    }

    [Fact]
    public void Run_ByteFlippedAndVerify_IsNamedAndRebuilt()
    {
        string file = Path.Combine(_toy.ArtifactOf("report"), "report.txt");
        File.WriteAllText(file, "5");

        IReadOnlyList<StageOutcome> outcomes = _toy.RunAll([], verify: true);

        Assert.Equal("its artifact was damaged", outcomes[2].Reason);
        Assert.Equal("4", File.ReadAllText(file));
    }

    [Fact]
    public void Plan_AfterChanges_SaysWhatRunWouldDo()
    {
        Assert.All(_toy.Plan().Take(3), entry => Assert.Equal(PlanState.HitLocal, entry.State));
        PlanEntry report = _toy.Plan("report.factor=2")[2];
        Assert.Equal((PlanState.Run, "report.factor 1 → 2"), (report.State, report.Reason));
        Assert.NotNull(report.Seconds);
        IReadOnlyList<PlanEntry> plan = _toy.Plan("gather.upper=true");
        Assert.Equal([PlanState.Run, PlanState.MaybeAfter, PlanState.MaybeAfter], plan.Take(3).Select(entry => entry.State));
        Assert.Equal("gather.upper false → true", plan[0].Reason);
        Assert.Equal(["gather"], plan[1].After);
        Assert.Equal(["count"], plan[2].After);
    }

    [Fact]
    public void Run_UnknownOption_NamesTheNearest()
    {
        OptionsException thrown = Assert.Throws<OptionsException>(() => _toy.Run("report.facto=2", "reprt.factor=1", "report.factor=many"));

        Assert.Contains("'report.facto'. Did you mean 'factor'?", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'reprt'. Did you mean 'report'?", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("report.factor is 'many', expected a number", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ValueOutOfRange_NamesFileAndLine()
    {
        File.AppendAllText(_toy.Profile, "[report]\nfactor = -1\n");

        OptionsException thrown = Assert.Throws<OptionsException>(() => _toy.Run());

        Assert.Contains("line 6: report.factor: expected 0 or more, found -1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_InputNotBuilt_IsRefused() =>
        Assert.Contains("--target=Count", Assert.Throws<StageException>(() => _toy.RunAll(["count.separator=x"], nodes: ["report"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_EmptyStoreWithFilledCache_RestoresEverything()
    {
        _toy.Cache = Path.Combine(_toy.Folder, "cache");
        Assert.Empty(_toy.Run());
        Directory.Delete(_toy.Artifacts, recursive: true);

        Assert.All(_toy.RunAll([]), outcome => Assert.Equal(StageAction.Restored, outcome.Action));
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Run_CacheWithWrongObject_RebuildsAndSaysSo()
    {
        _toy.Cache = Path.Combine(_toy.Folder, "cache");
        Assert.Empty(_toy.Run());
        Directory.Delete(_toy.Artifacts, recursive: true);
        foreach (string file in Directory.GetFiles(Path.Combine(_toy.Cache, "cas"), "*", SearchOption.AllDirectories))
        {
            File.AppendAllText(file, "!");
        }

        Assert.Equal(["gather", "count", "report"], _toy.Run());
        Assert.Contains(_toy.Log, line => line.Contains(_toy.Cache, StringComparison.Ordinal));
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public async Task Run_TwiceAtOnceOnOneStore_RunsEachStageOnce()
    {
        File.WriteAllText(_toy.Data("a.txt"), "x\n");
        int counted = 0;
        _toy.DuringCount = () =>
        {
            Interlocked.Increment(ref counted);
            Thread.Sleep(200);
        };

        string[][] ran = await Task.WhenAll(Task.Run(() => _toy.Run()), Task.Run(() => _toy.Run()));

        Assert.Equal(1, counted);
        Assert.Equal(["count", "gather", "report"], ran.SelectMany(nodes => nodes).Order(StringComparer.Ordinal));
    }
}
