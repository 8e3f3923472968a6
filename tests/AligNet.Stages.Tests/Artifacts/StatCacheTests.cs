using System.IO;
using AligNet.Artifacts;

namespace AligNet.Tests.Artifacts;

/// <summary>Hashes that are remembered are those of what the file holds now, whatever clocks and times say.</summary>
public sealed class StatCacheTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(-20)]
    [InlineData(0)]
    [InlineData(20)]
    public void Hash_FileChangedWithTimeAndSizeKept_IsSeenWhereverTheClockStands(int years)
    {
        string file = Write("one");
        Hash(file, years);

        File.WriteAllText(file, "two");
        File.SetLastWriteTimeUtc(file, LongAgo);

        Assert.Equal(ContentHash.OfFile(file), Hash(file, -years).Digest);
    }

    [Fact]
    public void Hash_UnchangedFile_IsReadOnce()
    {
        string file = Write("one");
        Hash(file, years: 1);

        Assert.Equal(0, Hash(file, years: 0).Read);
    }

    [Fact]
    public void Hash_FileStampedAfterItsRecord_IsReadAgain()
    {
        string file = Write("one");
        Hash(file, years: -1);

        Assert.Equal((ContentHash.OfFile(file), 1), Hash(file, years: 0));
    }

    [Fact]
    public void Save_OntoAFullDisk_LeavesTheOldCacheAndNoOtherFile()
    {
        using var disk = new SmallDisk("32k");
        string cache = Path.Combine(disk.Path, "cache");
        var stats = new StatCache(cache, TimeProvider.System);
        stats.Remember(Write("one"), ContentHash.OfBytes([]));
        stats.Save();
        byte[] before = File.ReadAllBytes(cache);
        for (int number = 0; number < 500; number++)
        {
            File.WriteAllText(_folder[$"f{number}"], "x");
            stats.Remember(_folder[$"f{number}"], ContentHash.OfBytes([]));
        }

        Assert.ThrowsAny<IOException>(stats.Save);

        Assert.Equal([cache], Directory.GetFiles(disk.Path));
        Assert.Equal(before, File.ReadAllBytes(cache));
    }

    private string Write(string text)
    {
        string file = _folder["file"];
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, LongAgo);
        return file;
    }

    /// <summary>Hashes by a cache that is kept on disk, under a clock that is some years off.</summary>
    private (string Digest, int Read) Hash(string file, int years)
    {
        var stats = new StatCache(_folder["cache"], new Clock(years));
        string digest = stats.Hash(file);
        stats.Save();
        return (digest, stats.FilesHashed);
    }

    private sealed class Clock(int years) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(years);
    }
}
