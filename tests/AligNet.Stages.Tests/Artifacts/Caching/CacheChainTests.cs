using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

public sealed class CacheChainTests : IDisposable
{
    private readonly CacheBench _bench = new();
    private readonly LyingServer _server = new();

    [Fact]
    public void Restore_SecondPlaceHasIt_GivesItAndPublishingFillsTheFirst()
    {
        _bench.Publish(_server.Url);
        string near = _bench["near"];
        using CacheChain chain = _bench.Chain(near, $"ro:{_server.Url}");

        Assert.True(_bench.Restore(chain));
        _bench.Publish(chain);

        int asked = _server.Requests.Count;
        using CacheChain next = _bench.Chain(near, _server.Url);
        Assert.True(_bench.Restore(next));
        Assert.Equal(asked, _server.Requests.Count);
        Assert.Equal((1, 0, 1), (chain.Counts.Hits, chain.Counts.Misses, chain.Counts.Saved));
        Assert.Equal(0, chain.Counts.MissingObjects);
    }

    [Fact]
    public void Restore_FilesInAnotherPlaceThanTheRecord_AreFoundThere()
    {
        string first = _bench["first"], second = _bench["second"];
        _bench.Publish(first);
        _bench.Publish(second);
        File.Delete(Path.Combine(first, "cas", _bench.Files[0].Blob.Sha256));
        using CacheChain chain = _bench.Chain(first, second);

        Assert.True(_bench.Restore(chain));
        Assert.Equal(0, chain.Counts.MissingObjects);
    }

    [Fact]
    public void Candidates_FilesOfTheFirstGone_GivesTheSecond()
    {
        string first = _bench["first"], second = _bench["second"];
        CacheFile other = _bench.Write("other", "made by another run");
        byte[] otherRecord = "another run's record"u8.ToArray();
        using (CacheChain one = _bench.Chain(first))
        {
            one.Publish(CacheBench.Key, otherRecord, [other], TestContext.Current.CancellationToken);
        }

        _bench.Publish(second);
        using CacheChain chain = _bench.Chain(first, second);

        Assert.Equal([otherRecord, CacheBench.Record], chain.Candidates([CacheBench.Key], TestContext.Current.CancellationToken).Select(found => found.Record));
        Assert.Equal((0, 1), (chain.Counts.Hits, chain.Counts.Misses));
    }

    [Fact]
    public void Candidates_SameRecordTwice_GivesItOnce()
    {
        string first = _bench["first"], second = _bench["second"];
        _bench.Publish(first);
        _bench.Publish(second);
        using CacheChain chain = _bench.Chain(first, second);

        Assert.Single(chain.Candidates([CacheBench.Key], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Candidates_SeveralKeys_CountAsOneHitOrOneMiss()
    {
        _bench.Publish(_bench["folder"]);
        using CacheChain chain = _bench.Chain(_bench["folder"]);
        string[] others = [ContentHash.OfBytes("other"u8), ContentHash.OfBytes("third"u8)];

        Assert.Equal(CacheBench.Key, chain.Candidates([.. others, CacheBench.Key], TestContext.Current.CancellationToken).First().Key);
        Assert.Empty(chain.Candidates(others, TestContext.Current.CancellationToken));
        Assert.Equal((1, 1), (chain.Counts.Hits, chain.Counts.Misses));
    }

    [Fact]
    public void Grow_RecordOfEachPlace_GrowsByItselfAndIsSigned()
    {
        string[] places = [_bench["first"], _bench["second"], $"ro:{_bench["third"]}"];
        using CacheChain chain = _bench.Chain(CacheBench.Signer(), places);
        using CacheChain first = _bench.Chain(CacheBench.Signer(), places[0]);
        first.Grow(CacheBench.Key, _ => [1], TestContext.Current.CancellationToken);

        chain.Grow(CacheBench.Key, record => [.. record ?? [], 2], TestContext.Current.CancellationToken);
        chain.Grow(CacheBench.Key, _ => null, TestContext.Current.CancellationToken);

        Assert.Equal([[1, 2], [2]], chain.Records(CacheBench.Key, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_bench["third"]));
        using CacheChain forger = _bench.Chain(CacheBench.Signer("x"), places);
        Assert.Empty(forger.Records(CacheBench.Key, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0), (chain.Counts.Hits, chain.Counts.Misses));
    }

    [Fact]
    public void Publish_ReadOnlyPlace_IsNotTouched()
    {
        using CacheChain chain = _bench.Chain($"ro:{_bench["folder"]}", $"ro:{_server.Url}");

        _bench.Publish(chain);

        Assert.False(Directory.Exists(_bench["folder"]));
        Assert.Empty(_server.Requests);
        Assert.Equal(0, chain.Counts.Unsaved);
        Assert.False(chain.IsWritable);
    }

    [Fact]
    public void Publish_Twice_UploadsOnce()
    {
        _bench.Publish(_server.Url);
        int uploads = _server.Count("PUT");

        CacheCounts again = _bench.Publish(_server.Url);

        Assert.Equal(uploads, _server.Count("PUT"));
        Assert.Equal((0, 0), (again.Saved, again.Unsaved));
    }

    [Fact]
    public void Publish_FilesThatAreThere_AreNotUploadedAgain()
    {
        _bench.Publish(_server.Url);
        using CacheChain chain = _bench.Chain(_server.Url);

        chain.Publish(ContentHash.OfBytes("same files, other key"u8), "other record"u8.ToArray(), _bench.Files, TestContext.Current.CancellationToken);

        // Two files (nothing is kept for the empty one), and a record and an entry for each key.
        Assert.Equal(6, _server.Count("PUT"));
    }

    [Fact]
    public void Publish_OnePlaceDown_FillsTheOther()
    {
        _server.Lies = (_, _) => Lie.Error500;
        using CacheChain chain = _bench.Chain(_server.Url, _bench["folder"]);

        _bench.Publish(chain);

        using CacheChain next = _bench.Chain(_bench["folder"]);
        Assert.True(_bench.Restore(next));
        Assert.Equal((1, 1), (chain.Counts.Saved, chain.Counts.Unsaved));
    }

    [Fact]
    public void Publish_FileThatChanged_IsNotSaved()
    {
        File.AppendAllText(_bench.Files[0].Path, "!");

        CacheCounts counts = _bench.Publish(_server.Url);

        Assert.Equal((0, 1), (counts.Saved, counts.Unsaved));
        Assert.DoesNotContain(_server.Objects.Keys, path => path.Contains("/ac/", StringComparison.Ordinal) || path.EndsWith(_bench.Files[0].Blob.Sha256, StringComparison.Ordinal));
        Assert.Contains("no longer has the content", Assert.Single(_bench.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_FileThatIsGone_IsNotSaved()
    {
        File.Delete(_bench.Files[0].Path);

        Assert.Equal(1, _bench.Publish(_bench["folder"]).Unsaved);
    }

    [Fact]
    public void Publish_Order_IsFilesThenRecordThenEntry()
    {
        _bench.Publish(_server.Url);

        string[] puts = [.. _server.Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal)).Select(request => request.Split(' ')[1])];

        Assert.Equal($"/cache/ac/{CacheBench.Key}", puts[^1]);
        Assert.DoesNotContain(_bench.Files, file => puts[^2].EndsWith(file.Blob.Sha256, StringComparison.Ordinal));
    }

    [Fact]
    public void Has_AsksWithoutReading()
    {
        _bench.Publish(_server.Url);
        int reads = _server.Count("GET");
        using CacheChain chain = _bench.Chain(_bench["folder"], _server.Url);

        Assert.True(chain.Has([.. _bench.Files.Select(file => file.Blob)], TestContext.Current.CancellationToken));
        Assert.False(chain.Has([_bench.Files[0].Blob, new CacheBlob(CacheBench.Key, 3)], TestContext.Current.CancellationToken));
        Assert.Equal(reads, _server.Count("GET"));
    }

    [Fact]
    public void Fetch_ManyFilesAtOnce_GivesEach()
    {
        CacheFile[] files = [.. Enumerable.Range(0, 200).Select(index => _bench.Write($"many/{index}", $"file {index % 50}"))];
        using CacheChain chain = _bench.Chain(_server.Url);
        chain.Publish(CacheBench.Key, CacheBench.Record, files, TestContext.Current.CancellationToken);
        CacheFile[] wanted = [.. files.Select((file, index) => file with { Path = _bench[$"fetched/{index}"] })];

        Assert.Empty(chain.Fetch(wanted, TestContext.Current.CancellationToken));
        Assert.All(wanted, file => Assert.Equal(file.Blob.Sha256, ContentHash.OfFile(file.Path)));
        Assert.Equal(50 + 2, _server.Count("PUT"));
    }

    [Fact]
    public void Fetch_TargetCannotBeWritten_ThrowsSinceNoCacheIsToBlame()
    {
        _bench.Publish(_server.Url);
        File.WriteAllText(_bench["file"], "");
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.ThrowsAny<IOException>(() => chain.Fetch([_bench.Files[0] with { Path = Path.Combine(_bench["file"], "below") }], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Members_KeyThatIsNone_AreRefused()
    {
        using CacheChain chain = _bench.Chain(_bench["folder"]);

        Assert.Throws<ArgumentException>(() => chain.Find("../key", TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => chain.Publish("", CacheBench.Record, [], TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => chain.Publish(CacheBench.Key, CacheBench.Record, [new(new("x", 1), "y")], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Chain_OfNoPlaces_GivesNothingAndCountsNothing()
    {
        using CacheChain chain = _bench.Chain();

        Assert.Null(_bench.Find(chain));
        _bench.Publish(chain);
        Assert.True(chain.IsEmpty);
        Assert.Equal(new CacheCounts(), chain.Counts);
    }

    public void Dispose()
    {
        _server.Dispose();
        _bench.Dispose();
    }
}
