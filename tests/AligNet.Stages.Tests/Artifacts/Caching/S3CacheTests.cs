using System.IO;
using AligNet.Artifacts.Caching;
using Amazon.Runtime;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>The S3 transport against a server that lies, and against s3rver where it is installed.</summary>
public sealed class S3CacheTests : IDisposable
{
    private const string Bucket = "cache";
    private readonly CacheBench _bench = new();
    private readonly LyingServer _liar = new();
    private ServerProcess? _server;

    public static TheoryData<Lie> AllLies => [.. Enum.GetValues<Lie>().Where(lie => lie != Lie.None)];

    [Theory]
    [MemberData(nameof(AllLies))]
    public void Restore_LieAboutFiles_IsAMiss(Lie lie)
    {
        // The bucket in the path makes the objects' paths those of an HTTP cache.
        _bench.Publish(_liar.Url);
        _bench.Limits = _bench.BriefLimits;
        string[] files = [.. _bench.Files.Select(file => $"/cache/cas/{file.Blob.Sha256}")];
        _liar.Lies = (method, path) => method == "GET" && files.Contains(path) ? lie : Lie.None;
        using CacheChain chain = Chain($"http://127.0.0.1:{_liar.Port}", "");

        Assert.False(_bench.Restore(chain));
        Assert.NotEmpty(_bench.Log);
    }

    [Theory]
    [MemberData(nameof(AllLies))]
    public void RestoreAndPublish_LieAboutEverything_CostAMissAndAnUnsavedEntry(Lie lie)
    {
        _bench.Publish(_liar.Url);
        _bench.Limits = _bench.BriefLimits;
        _liar.Lies = (_, _) => lie;
        using CacheChain chain = Chain($"http://127.0.0.1:{_liar.Port}", "");

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);
        Assert.Equal((0, 1), (chain.Counts.Hits, chain.Counts.Misses));
        Assert.NotEmpty(_bench.Log);
        Assert.DoesNotContain("hunter2", _bench.AllLog, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_HonestServer_GivesTheArtifact()
    {
        _bench.Publish(_liar.Url);
        using CacheChain chain = Chain($"http://127.0.0.1:{_liar.Port}", "");

        Assert.True(_bench.Restore(chain), _bench.AllLog);
    }

    [Fact]
    public void Restore_WhatWasPublishedInS3rver_GivesTheArtifact()
    {
        StartServer();
        using (CacheChain writer = Chain(ServerUrl, "team/a"))
        {
            _bench.Publish(writer);
            Assert.Equal((1, 0), (writer.Counts.Saved, writer.Counts.Unsaved));
        }

        using CacheChain chain = Chain(ServerUrl, "team/a");
        using CacheChain other = Chain(ServerUrl, "team/b");
        Assert.True(_bench.Restore(chain), _bench.AllLog);
        Assert.True(chain.Has([.. _bench.Files.Select(file => file.Blob)], TestContext.Current.CancellationToken));
        Assert.False(_bench.Restore(other));
        Assert.Empty(_bench.Log);
    }

    [Fact]
    public void Publish_FileOfSeveralPartsInS3rver_ComesBackWhole()
    {
        StartServer();
        CacheFile large = _bench.Write("large", new string('x', 40_000_000));
        using CacheChain chain = Chain(ServerUrl, "");
        chain.Publish(CacheBench.Key, CacheBench.Record, [large], TestContext.Current.CancellationToken);

        Assert.Equal(1, chain.Counts.Saved);
        Assert.Empty(chain.Fetch([large with { Path = _bench["back"] }], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Publish_BucketThatIsNotThereInS3rver_CountsAsUnsaved()
    {
        StartServer();
        using CacheChain chain = Chain(ServerUrl, "", "another");

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);
        Assert.Equal(1, chain.Counts.Unsaved);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _liar.Dispose();
        _bench.Dispose();
    }

    private string ServerUrl => $"http://127.0.0.1:{_server!.Port}";

    private void StartServer()
    {
        string? program = Environment.GetEnvironmentVariable("ALIGNET_S3RVER") is { Length: > 0 } named ? named : ServerProcess.Find("s3rver");
        Assert.SkipWhen(program is null, "There is no s3rver on the path, nor in ALIGNET_S3RVER; 'npm install s3rver' has it.");
        string folder = Directory.CreateDirectory(_bench["s3"]).FullName;
        _server = ServerProcess.Start(program, port => ["-d", folder, "-a", "127.0.0.1", "-p", $"{port}", "--no-vhost-buckets", "--configure-bucket", Bucket]);
    }

    /// <summary>s3rver knows one pair of credentials; the liar takes any.</summary>
    private CacheChain Chain(string endpoint, string prefix, string bucket = Bucket)
    {
        var location = CacheLocation.Parse($"s3://{bucket}/{prefix}", _bench["here"]);
        var credentials = new BasicAWSCredentials("S3RVER", _server is null ? "hunter2hunter2" : "S3RVER");
        var transport = new S3Transport(location, new S3Settings { Endpoint = endpoint, PathStyle = true }, _bench.Limits, credentials);
        return new CacheChain([new CachePlace(transport, false, _bench.Limits, null, _bench.Log.Enqueue)], _bench.Limits);
    }
}
