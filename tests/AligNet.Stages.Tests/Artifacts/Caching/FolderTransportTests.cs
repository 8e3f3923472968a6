using System.IO;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

public sealed class FolderTransportTests : IDisposable
{
    private readonly CacheBench _bench = new();

    [Fact]
    public void Publish_Folder_HoldsEntriesObjectsAndNoDrafts()
    {
        _bench.Publish(_bench["cache"]);

        Assert.Equal(["ac", "cas", "tmp"], Directory.GetDirectories(_bench["cache"]).Select(Path.GetFileName).Order());
        Assert.Equal([CacheBench.Key], Directory.GetFiles(Path.Combine(_bench["cache"], "ac")).Select(Path.GetFileName));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(_bench["cache"], "cas")).Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(_bench["cache"], "tmp")));
    }

    [Fact]
    public void Publish_FolderThatCannotBeWritten_CountsAsUnsaved()
    {
        // A file where the folder should be: the same for every user, where modes do not stop root.
        File.WriteAllText(_bench["cache"], "");

        CacheCounts counts = _bench.Publish(_bench["cache"]);

        Assert.Equal((0, 1), (counts.Saved, counts.Unsaved));
        Assert.NotEmpty(_bench.Log);
    }

    [Fact]
    public void Publish_ReadOnlyFolder_CountsAsUnsavedAndIsRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Modes of folders stop neither Windows nor root.");
        _bench.Publish(_bench["cache"]);
        string[] folders = [.. Directory.GetDirectories(_bench["cache"]), _bench["cache"]];
        SetMode(folders, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using CacheChain chain = _bench.Chain(_bench["cache"]);
            chain.Publish(new string('a', 64), CacheBench.Record, [], TestContext.Current.CancellationToken);

            Assert.Equal(1, chain.Counts.Unsaved);
            Assert.True(_bench.Restore(chain));
        }
        finally
        {
            SetMode(folders, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Restore_FolderThatIsNotThere_IsAMissWithoutAWord()
    {
        using CacheChain chain = _bench.Chain($"ro:{_bench["none"]}");

        Assert.False(_bench.Restore(chain));
        Assert.Empty(_bench.Log);
        Assert.False(Directory.Exists(_bench["none"]));
    }

    [Fact]
    public void Publish_DraftOfAKilledProcess_IsRemovedAfterADay()
    {
        string drafts = Directory.CreateDirectory(Path.Combine(_bench["cache"], "tmp")).FullName;
        string old = Path.Combine(drafts, "old"), recent = Path.Combine(drafts, "recent");
        File.WriteAllText(old, "");
        File.WriteAllText(recent, "");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(recent).AddDays(-2));

        _bench.Publish(_bench["cache"]);

        Assert.Equal([recent], Directory.GetFiles(drafts));
    }

    [Fact]
    public async Task Publish_ManyWritersOfOneKey_LeaveASoundEntry()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _bench.Publish(_bench["cache"]), TestContext.Current.CancellationToken)));

        using CacheChain chain = _bench.Chain(_bench["cache"]);
        Assert.True(_bench.Restore(chain));
        Assert.Empty(_bench.Log);
    }

    public void Dispose() => _bench.Dispose();

    private static void SetMode(string[] folders, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (string folder in folders)
            {
                File.SetUnixFileMode(folder, mode);
            }
        }
    }
}
