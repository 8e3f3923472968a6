using System.Text;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>Caches that lie, fail or stall: each costs a miss within the limits, never an error, never a wrong file.</summary>
public sealed class LyingCacheTests : IDisposable
{
    private readonly CacheBench _bench = new();
    private readonly LyingServer _server = new();

    public static TheoryData<Lie> AllLies => [.. Enum.GetValues<Lie>().Where(lie => lie != Lie.None)];

    [Fact]
    public void Restore_HonestServer_GivesTheArtifact()
    {
        CacheCounts published = _bench.Publish(_server.Url);
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.True(_bench.Restore(chain));
        Assert.Equal((1, 0), (published.Saved, published.Unsaved));
        Assert.Equal(1, chain.Counts.Hits);
        Assert.Equal(_bench.Files.Sum(file => file.Blob.Bytes), chain.Counts.BytesRead);
        Assert.Empty(_bench.Log);
    }

    [Theory]
    [MemberData(nameof(AllLies))]
    public void Restore_LieAboutFiles_IsAMiss(Lie lie)
    {
        _bench.Publish(_server.Url);
        _bench.Limits = lie is Lie.Stalled or Lie.StalledInTheMiddle ? _bench.BriefLimits : _bench.Limits;
        string[] files = [.. _bench.Files.Select(file => $"/cache/cas/{file.Blob.Sha256}")];
        _server.Lies = (method, path) => method == "GET" && files.Contains(path) ? lie : Lie.None;
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.Equal((0, 1), (chain.Counts.Hits, chain.Counts.Misses));
        Assert.NotEmpty(_bench.Log);
    }

    [Theory]
    [MemberData(nameof(AllLies))]
    public void Restore_LieAboutEverything_IsAMiss(Lie lie)
    {
        _bench.Publish(_server.Url);
        _bench.Limits = lie is Lie.Stalled or Lie.StalledInTheMiddle ? _bench.BriefLimits : _bench.Limits;
        _server.Lies = (_, _) => lie;
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);
        Assert.Equal((0, 1), (chain.Counts.Hits, chain.Counts.Misses));
        Assert.NotEmpty(_bench.Log);
    }

    [Theory]
    [InlineData(Lie.Error500)]
    [InlineData(Lie.Forbidden)]
    [InlineData(Lie.Stalled)]
    [InlineData(Lie.HangsUp)]
    [InlineData(Lie.NoHttp)]
    [InlineData(Lie.RedirectsElsewhere)]
    public void Publish_FailingServer_CountsTheEntryAsUnsaved(Lie lie)
    {
        _bench.Limits = lie is Lie.Stalled or Lie.StalledInTheMiddle ? _bench.BriefLimits : _bench.Limits;
        _server.Lies = (_, _) => lie;
        using CacheChain chain = _bench.Chain(_server.Url);

        _bench.Publish(chain);

        Assert.Equal((0, 1), (chain.Counts.Saved, chain.Counts.Unsaved));
        Assert.DoesNotContain(_server.Objects.Keys, path => path.Contains("/ac/", StringComparison.Ordinal));
    }

    [Fact]
    public void Publish_RedirectedUpload_IsNotTakenForSaved()
    {
        _server.Lies = (method, _) => method == "PUT" ? Lie.Redirects : Lie.None;

        CacheCounts counts = _bench.Publish(_server.Url);

        Assert.Equal((0, 1), (counts.Saved, counts.Unsaved));
    }

    [Fact]
    public void Restore_RefusedConnection_IsAMiss()
    {
        string url = _server.Url;
        _server.Dispose();
        using CacheChain chain = _bench.Chain(url);

        Assert.False(_bench.Restore(chain));
        Assert.Contains("cannot be connected to", _bench.AllLog, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_StalledServer_IsLeftAloneAfterThreeFailures()
    {
        _bench.Publish(_server.Url);
        int before = _server.Requests.Count;
        _bench.Limits = _bench.BriefLimits;
        _server.Lies = (_, _) => Lie.Stalled;
        using CacheChain chain = _bench.Chain(_server.Url);

        for (int attempt = 0; attempt < 20; attempt++)
        {
            Assert.Null(chain.Find(ContentHash.OfBytes([(byte)attempt]), TestContext.Current.CancellationToken));
        }

        Assert.InRange(_server.Requests.Count - before, 0, 3);
        Assert.Equal(3, chain.Counts.Failures);
        Assert.Single(_bench.Log, line => line.Contains("not read any more in this run", StringComparison.Ordinal));
        Assert.Equal(4, _bench.Log.Count);
    }

    [Fact]
    public void Publish_ServerThatTakesNothing_IsStillRead()
    {
        _bench.Publish(_server.Url);
        _server.Lies = (method, _) => method == "PUT" ? Lie.Error500 : Lie.None;
        using CacheChain chain = _bench.Chain(_server.Url);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            chain.Publish(ContentHash.OfBytes([(byte)attempt]), CacheBench.Record, [], TestContext.Current.CancellationToken);
        }

        Assert.True(_bench.Restore(chain));
        Assert.Equal(5, chain.Counts.Unsaved);
        Assert.Equal(3, chain.Counts.Failures);
    }

    [Fact]
    public void Restore_MissingFile_IsAMissThatPublishingHeals()
    {
        _bench.Publish(_server.Url);
        Assert.True(_server.Objects.TryRemove($"/cache/cas/{_bench.Files[0].Blob.Sha256}", out _));
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(_server.Url);
        Assert.True(_bench.Restore(next));
        Assert.Equal((1, 1), (chain.Counts.MissingObjects, chain.Counts.Saved));
    }

    [Fact]
    public void Restore_CorruptFile_IsAMissThatPublishingHeals()
    {
        _bench.Publish(_server.Url);
        byte[] stored = _server.Objects[$"/cache/cas/{_bench.Files[0].Blob.Sha256}"];
        stored[100] ^= 1;
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(_server.Url);
        Assert.True(_bench.Restore(next));
        Assert.Equal(1, chain.Counts.WrongObjects);
    }

    [Fact]
    public void Restore_MissingRecord_IsAMissThatPublishingHeals()
    {
        _bench.Publish(_server.Url);
        foreach (string path in _server.Objects.Keys.Where(path => !_bench.Files.Any(file => path.EndsWith(file.Blob.Sha256, StringComparison.Ordinal)) && path.Contains("/cas/", StringComparison.Ordinal)))
        {
            _server.Objects.TryRemove(path, out _);
        }

        using CacheChain chain = _bench.Chain(_server.Url);
        Assert.False(_bench.Restore(chain));
        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(_server.Url);
        Assert.True(_bench.Restore(next));
    }

    [Fact]
    public void Restore_SignedRecordWithKey_IsBelieved()
    {
        _bench.Publish(_server.Url, CacheBench.Signer());
        using CacheChain signed = _bench.Chain(CacheBench.Signer(), _server.Url);
        using CacheChain keyless = _bench.Chain(_server.Url);

        Assert.True(_bench.Restore(signed));
        Assert.True(_bench.Restore(keyless));
    }

    [Fact]
    public void Restore_UnsignedRecordWithKey_IsRefusedOnceAloudAndReplaced()
    {
        _bench.Publish(_server.Url);
        using CacheChain chain = _bench.Chain(CacheBench.Signer(), _server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.False(_bench.Restore(chain));
        Assert.Contains("is not signed", Assert.Single(_bench.Log), StringComparison.Ordinal);
        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(CacheBench.Signer(), _server.Url);
        Assert.True(_bench.Restore(next));
    }

    [Fact]
    public void Restore_ForgedRecord_IsRefused()
    {
        _bench.Publish(_server.Url, CacheBench.Signer("x"));
        using CacheChain chain = _bench.Chain(CacheBench.Signer(), _server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.Contains("forged", Assert.Single(_bench.Log), StringComparison.Ordinal);
        Assert.Equal(1, chain.Counts.RefusedRecords);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restore_RecordOfAnotherKey_IsRefused(bool hasKey)
    {
        // A sound, signed entry put under a key that it does not answer: the replay of an old result.
        CacheSigningKey? signer = hasKey ? CacheBench.Signer() : null;
        using CacheChain writer = _bench.Chain(signer, _server.Url);
        string other = ContentHash.OfBytes("another key"u8);
        writer.Publish(other, CacheBench.Record, _bench.Files, TestContext.Current.CancellationToken);
        _server.Objects[$"/cache/ac/{CacheBench.Key}"] = _server.Objects[$"/cache/ac/{other}"];
        using CacheChain chain = _bench.Chain(signer, _server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.Contains("belongs to another key", Assert.Single(_bench.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Please log in</html>")]
    [InlineData("{\"format\": 1}")]
    [InlineData("\u0012\u00ff\u00ff\u00ff\u00ff")]
    public void Restore_EntryOfAnotherKind_IsRefused(string text)
    {
        _server.Objects[$"/cache/ac/{CacheBench.Key}"] = Encoding.Latin1.GetBytes(text);
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.Equal(1, chain.Counts.RefusedRecords);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\": 2, \"key\": \"\", \"record\": \"\"}")]
    [InlineData("{\"format\": 1, \"key\": 7}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void Restore_UnreadableEnvelope_IsRefused(string envelope)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(envelope);
        string digest = ContentHash.OfBytes(bytes);
        _server.Objects[$"/cache/cas/{digest}"] = bytes;
        _server.Objects[$"/cache/ac/{CacheBench.Key}"] = ActionEntry.Write(new CacheBlob(digest, bytes.Length), []);
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.False(_bench.Restore(chain));
        Assert.Equal(1, chain.Counts.RefusedRecords);
    }

    [Fact]
    public void Fetch_DigestThatIsAPath_IsNotAskedFor()
    {
        using CacheChain chain = _bench.Chain(_server.Url, _bench["folder"]);
        var file = new CacheFile(new CacheBlob("../../../../../../../../../../../etc/passwd", 5), _bench["stolen"]);

        Assert.Single(chain.Fetch([file], TestContext.Current.CancellationToken));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Find_UserStops_Throws()
    {
        _server.Lies = (_, _) => Lie.Stalled;
        using var stop = new CancellationTokenSource();
        using CacheChain chain = _bench.Chain(_server.Url);
        stop.CancelAfter(50);

        Assert.ThrowsAny<OperationCanceledException>(() => chain.Find(CacheBench.Key, stop.Token));
        Assert.Empty(_bench.Log);
        Assert.Equal(0, chain.Counts.Failures);
    }

    public void Dispose()
    {
        _server.Dispose();
        _bench.Dispose();
    }
}
