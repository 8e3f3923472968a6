using System.IO;
using AligNet.Artifacts.Caching;
using AligNet.Build.Console;

namespace AligNet.EndToEnd.Tests.Console;

public sealed class CacheLinesTests : IDisposable
{
    private static readonly string Key = new('a', 64);
    private readonly string _folder = Directory.CreateTempSubdirectory("alignet-").FullName;

    [Fact]
    public void Of_CacheThatWasAskedNothing_IsEmpty()
    {
        using CacheChain chain = Chain("cache");

        Assert.Empty(CacheLines.Of(chain));
    }

    [Fact]
    public void Of_CacheThatServed_IsOneLine()
    {
        using CacheChain chain = Chain("cache");
        chain.Find(Key, TestContext.Current.CancellationToken);
        chain.Publish(Key, new byte[2000], [], TestContext.Current.CancellationToken);
        chain.Find(Key, TestContext.Current.CancellationToken);

        Assert.StartsWith("cache: 1 hits, 1 misses, 1 saved, 0 unsaved (0 B read, 2.8 KiB written)", Assert.Single(CacheLines.Of(chain)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PlaceWithTrouble_NamesIt()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        using CacheChain chain = Chain("cache", "file");
        chain.Publish(Key, [1], [], TestContext.Current.CancellationToken);

        string[] lines = [.. CacheLines.Of(chain)];

        Assert.StartsWith("cache: 0 hits, 0 misses, 1 saved, 1 unsaved, 1 failures", lines[0], StringComparison.Ordinal);
        Assert.Equal([$"  {Path.Combine(_folder, "file")}: 1 unsaved, 1 failures"], lines[1..]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CacheChain Chain(params string[] places) =>
        new([.. places.Select(place => CacheLocation.Parse(place, _folder))], new CacheLimits(), new S3Settings(), null, _ => { });
}
