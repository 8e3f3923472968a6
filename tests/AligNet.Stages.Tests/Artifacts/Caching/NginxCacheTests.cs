using System.IO;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>nginx with WebDAV, under the configuration of docs/cache-nginx.conf.</summary>
public sealed class NginxCacheTests : IDisposable
{
    private readonly CacheBench _bench = new();
    private readonly ServerProcess _server;

    public NginxCacheTests()
    {
        string? program = ServerProcess.Find("nginx");
        Assert.SkipWhen(program is null, "There is no nginx here; Debian's package nginx-light has it.");
        string configuration = File.ReadAllText(Path.Combine(Repository(), "docs", "cache-nginx.conf"));
        string folder = Directory.CreateDirectory(_bench["nginx"]).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        _server = ServerProcess.Start(program, port =>
        {
            string file = Path.Combine(folder, "nginx.conf");
            File.WriteAllText(file, configuration.Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal));
            return ["-p", folder, "-c", file, "-g", $"daemon off; {(Environment.IsPrivilegedProcess ? "user root;" : "")}"];
        });
    }

    private string Url => $"http://127.0.0.1:{_server.Port}";

    private string Store => Path.Combine(_bench["nginx"], "store");

    [Fact]
    public void Restore_WhatWasPublished_GivesTheArtifact()
    {
        CacheCounts published = _bench.Publish(Url, CacheBench.Signer());
        using CacheChain chain = _bench.Chain(CacheBench.Signer(), Url);

        Assert.True(_bench.Restore(chain), _bench.AllLog);
        Assert.Equal((1, 0), (published.Saved, published.Unsaved));
        Assert.Empty(_bench.Log);
    }

    [Fact]
    public void Restore_Nothing_IsAMissWithoutAWord()
    {
        using CacheChain chain = _bench.Chain(Url);

        Assert.False(_bench.Restore(chain));
        Assert.Empty(_bench.Log);
    }

    [Fact]
    public void Publish_Again_UploadsNothing()
    {
        _bench.Publish(Url);

        Assert.Equal((0, 0L), (_bench.Publish(Url) is var again ? again.Saved : -1, again.BytesWritten));
    }

    [Fact]
    public void Restore_FolderBehindTheServer_IsTheSameCache()
    {
        _bench.Publish(Url);
        using CacheChain chain = _bench.Chain($"ro:{Store}");

        Assert.True(_bench.Restore(chain), _bench.AllLog);
    }

    [Fact]
    public void Restore_FilledThroughTheFolder_IsServed()
    {
        _bench.Publish(Store);
        using CacheChain chain = _bench.Chain($"ro:{Url}");

        Assert.True(_bench.Restore(chain), _bench.AllLog);
    }

    [Fact]
    public void Restore_ObjectRemovedOrFlipped_IsAMissThatPublishingHeals()
    {
        _bench.Publish(Url);
        File.Delete(Path.Combine(Store, "cas", _bench.Files[1].Blob.Sha256));
        string flipped = Path.Combine(Store, "cas", _bench.Files[0].Blob.Sha256);
        byte[] bytes = File.ReadAllBytes(flipped);
        bytes[^1] ^= 1;
        File.WriteAllBytes(flipped, bytes);
        using CacheChain chain = _bench.Chain(Url);

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(Url);
        Assert.True(_bench.Restore(next), _bench.AllLog);
    }

    [Fact]
    public void Publish_LargeFile_IsStreamedBothWays()
    {
        CacheFile large = _bench.Write("large", new string('x', 40_000_000));
        using CacheChain chain = _bench.Chain(Url);
        chain.Publish(CacheBench.Key, CacheBench.Record, [large], TestContext.Current.CancellationToken);

        Assert.Empty(chain.Fetch([large with { Path = _bench["back"] }], TestContext.Current.CancellationToken));
        Assert.Equal(large.Blob.Bytes, new FileInfo(_bench["back"]).Length);
    }

    [Fact]
    public void Publish_PathOutsideTheCache_IsNotTaken()
    {
        CacheCounts counts = _bench.Publish($"{Url}/elsewhere");

        Assert.Equal(1, counts.Unsaved);
        Assert.False(Directory.Exists(Path.Combine(Store, "elsewhere")));
    }

    public void Dispose()
    {
        _server?.Dispose();
        _bench.Dispose();
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AligNet.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
