using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline;

namespace AligNet.Tests.Pipeline;

/// <summary>What file systems do to a store. Each ends in the same final bytes or in one clear message, and the plain command goes on.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly ToyPipeline _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Run_DiskFillsUp_SaysSoLeavesNothingHalfWrittenAndGoesOn()
    {
        using var disk = new SmallDisk("256k");
        _toy.Artifacts = Path.Combine(disk.Path, "store");
        string filler = Path.Combine(disk.Path, "filler");
        _toy.DuringCount = () => Assert.ThrowsAny<IOException>(() => Fill(filler));

        StageException thrown = Assert.Throws<StageException>(() => _toy.RunAll([], saves: false));

        Assert.StartsWith("count: the disk of the store", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Free some space", thrown.Message, StringComparison.Ordinal);
        AssertNoRemains();
        _toy.DuringCount = null;
        File.Delete(filler);
        Assert.Equal(["count", "report"], _toy.Run());
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Run_StoreCannotBeWritten_SaysSoAndGoesOnLater()
    {
        using var disk = new SmallDisk("1m");
        _toy.Artifacts = Path.Combine(disk.Path, "store");
        _toy.Run();
        disk.Remount("ro");

        StageException thrown = Assert.Throws<StageException>(() => _toy.RunAll(["report.factor=2"], saves: false));

        Assert.Contains("cannot be written", thrown.Message, StringComparison.Ordinal);
        Assert.All(_toy.RunAll([], saves: false), outcome => Assert.Equal(StageAction.UpToDate, outcome.Action));
        disk.Remount("rw");
        Assert.Equal(["report"], _toy.Run("report.factor=2"));
        Assert.Equal("8", _toy.Result("report.factor=2"));
    }

    [Fact]
    public void Run_StoreRemovedMeanwhile_SaysSoAndTheNextRunMakesAll()
    {
        _toy.DuringCount = () => Directory.Delete(_toy.Artifacts, recursive: true);

        StageException thrown = Assert.Throws<StageException>(() => _toy.RunAll([], saves: false));

        Assert.Contains("was removed while the run used it", thrown.Message, StringComparison.Ordinal);
        _toy.DuringCount = null;
        Assert.Equal(["gather", "count", "report"], _toy.Run());
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Run_ClockSetBackDuringAStage_RecordsHowLongItTook()
    {
        var time = new SteppedTime();
        _toy.Time = time;
        _toy.DuringCount = () => time.Step -= TimeSpan.FromDays(400);
        _toy.Run();
        _toy.DuringCount = null;

        Assert.Empty(_toy.Run());
        Manifest count = Manifest.FromJson(File.ReadAllText(Path.Combine(_toy.ArtifactOf("count"), "manifest.json")))!;
        Assert.InRange(count.Ended - count.Started, TimeSpan.Zero, TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(2099)]
    [InlineData(1971)]
    public void Run_TimesOfInputsFarAhead_OrBack_AreNotBelieved(int year)
    {
        var time = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_toy.Data("a.txt"), time);
        _toy.Run();
        Assert.Empty(_toy.Run());

        File.WriteAllText(_toy.Data("a.txt"), "o\ne\nwo\n");
        File.SetLastWriteTimeUtc(_toy.Data("a.txt"), time);

        Assert.Equal(["gather", "count", "report"], _toy.Run());
        Assert.Equal("5", _toy.Result());
    }

    [Fact]
    public void Run_LocksThatDoNotHold_OneRunEndsWellAndTheOtherSaysWhatToDo()
    {
        string[] inner = [];
        _toy.DuringCount = () =>
        {
            _toy.DuringCount = null;

            // As on a file system of the network without locks: another machine makes the same meanwhile.
            Directory.Delete(Path.Combine(_toy.Artifacts, ".locks"), recursive: true);
            inner = _toy.Run();
        };

        StageException thrown = Assert.Throws<StageException>(() => _toy.Run());

        Assert.Contains("was removed while the run used it", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["count", "report"], inner);
        Assert.Equal("4", _toy.Result());
        AssertNoRemains();
        Assert.Empty(_toy.Run());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("count.txt")]
    public void Run_PartOfAnArtifactNotToBeSeenYet_EndsInTheSameBytes(string late)
    {
        _toy.Run();
        string folder = _toy.ArtifactOf("count");
        string name = Path.Combine(folder, late);
        File.Delete(name);

        Assert.Equal(["count"], _toy.Run());
        Assert.True(File.Exists(name));
        Assert.Equal("4", _toy.Result());
        Assert.Empty(_toy.Run());
    }

    [Fact]
    public void Run_RecordsSeenBeforeTheirArtifacts_OrNotAtAll_CostsRunsAtMost()
    {
        _toy.Run();
        Directory.Delete(Path.Combine(_toy.Artifacts, ".reads"), recursive: true);

        Assert.Equal(["gather", "count", "report"], _toy.Run());
        Directory.Delete(Path.Combine(_toy.Artifacts, ".records"), recursive: true);
        Assert.Empty(_toy.Run());
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Run_ShardsThatComeAndGo_EndInTheSameBytes()
    {
        _toy.RunAll([], nodes: ["gather", "index"]);
        string[] shards = Directory.GetFiles(Path.Combine(_toy.Artifacts, ".shards"), "*", SearchOption.AllDirectories);
        string file = Path.Combine(_toy.ArtifactOf("index"), "index.txt");
        byte[] sound = File.ReadAllBytes(file);
        Assert.Equal(3, shards.Length);
        File.WriteAllText(shards[0], "torn");
        File.Delete(shards[1]);
        Directory.Delete(_toy.ArtifactOf("index"), recursive: true);
        int made = _toy.ShardsMade;

        _toy.RunAll([], nodes: ["gather", "index"]);

        Assert.Equal(sound, File.ReadAllBytes(file));
        Assert.Equal(2, _toy.ShardsMade - made);
    }

    [Fact]
    public void Run_StageFolderOnAnotherFileSystem_IsPublishedAndSetAsideThere()
    {
        using var disk = new SmallDisk("1m");
        Directory.CreateDirectory(_toy.Artifacts);
        File.CreateSymbolicLink(Path.Combine(_toy.Artifacts, "count"), disk.Path);
        Assert.Equal(["gather", "count", "report"], _toy.Run());
        string file = Path.Combine(_toy.ArtifactOf("count"), "count.txt");
        Assert.NotEqual(FileStamp.Of(_toy.Data("a.txt"))!.Value.Device, FileStamp.Of(file)!.Value.Device);
        File.WriteAllText(file, "9");

        Assert.Equal(["count"], _toy.Run());
        Assert.Equal("4", File.ReadAllText(file));
        Assert.Single(Directory.GetDirectories(disk.Path, ".damaged-*"));
        Assert.Empty(_toy.Run());
    }

    /// <summary>Writes until there is no room.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int block = 0; block < 1 << 20; block++)
        {
            file.Write(new byte[512]);
        }
    }

    private void AssertNoRemains()
    {
        Assert.Empty(Directory.GetFiles(_toy.Artifacts, "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetDirectories(_toy.Artifacts, ".making-*", SearchOption.AllDirectories));
    }

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Step;
    }
}
