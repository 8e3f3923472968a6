using System.Text;
using AligNet.Artifacts.Caching;
using Google.Protobuf;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>A server with the rules of stock bazel-remote: under /ac/ only an ActionResult, which is answered for as long as all outputs that it lists
/// are there; under /cas/ only content that has its digest; lengths before bytes.</summary>
public sealed class BazelRemoteCacheTests : IDisposable
{
    private readonly CacheBench _bench = new();
    private readonly LyingServer _server = new();

    public BazelRemoteCacheTests()
    {
        _server.Takes = (path, body) => path.Contains("/cas/", StringComparison.Ordinal)
            ? AligNet.Artifacts.ContentHash.OfBytes(body) == path[^64..]
            : OutputsOf(body) is { Count: > 0 };
        // The empty file counts as there, stored or not.
        _server.Gives = path => path.Contains("/cas/", StringComparison.Ordinal)
            || OutputsOf(_server.Objects[path])!.All(output => output.Bytes == 0 || _server.Objects.GetValueOrDefault($"/cache/cas/{output.Hash}")?.Length == output.Bytes);
    }

    [Fact]
    public void Restore_WhatWasPublished_GivesTheArtifact()
    {
        Assert.Equal(1, _bench.Publish(_server.Url, CacheBench.Signer()).Saved);
        using CacheChain chain = _bench.Chain(CacheBench.Signer(), _server.Url);

        Assert.True(_bench.Restore(chain), _bench.AllLog);
        Assert.All(_server.Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal)), request => Assert.Contains("Content-Length:", request, StringComparison.Ordinal));
    }

    [Fact]
    public void Entry_ListsTheRecordAndEveryFileByDigest()
    {
        _bench.Publish(_server.Url);

        IReadOnlyList<(string Path, string Hash, long Bytes)> outputs = OutputsOf(_server.Objects[$"/cache/ac/{CacheBench.Key}"])!;

        Assert.Equal("record.json", outputs[0].Path);
        Assert.Equal(_bench.Files.Select(file => (file.Blob.Sha256, file.Blob.Bytes)), outputs.Skip(1).Select(output => (output.Hash, output.Bytes)));
        Assert.All(outputs, output => Assert.False(output.Path.StartsWith('/')));
    }

    [Fact]
    public void Find_OneFileGone_IsAMissAtOnceThatPublishingHeals()
    {
        _bench.Publish(_server.Url);
        _server.Objects.TryRemove($"/cache/cas/{_bench.Files[0].Blob.Sha256}", out _);
        using CacheChain chain = _bench.Chain(_server.Url);

        Assert.Null(_bench.Find(chain));
        _bench.Publish(chain);

        Assert.NotNull(_bench.Find(chain));
        Assert.Empty(_bench.Log);
    }

    public void Dispose()
    {
        _server.Dispose();
        _bench.Dispose();
    }

    /// <summary>The output files of an ActionResult as protobuf's own reader sees them; null when the bytes are none.</summary>
    private static IReadOnlyList<(string Path, string Hash, long Bytes)>? OutputsOf(byte[] entry)
    {
        try
        {
            return [.. Fields(entry).Where(field => field.Number == 2).Select(field => Output(Fields(field.Bytes)))];
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static (string Path, string Hash, long Bytes) Output(List<(int Number, byte[] Bytes, long Value)> fields)
    {
        List<(int Number, byte[] Bytes, long Value)> digest = Fields(fields.Single(field => field.Number == 2).Bytes);
        return (Encoding.UTF8.GetString(fields.Single(field => field.Number == 1).Bytes), Encoding.UTF8.GetString(digest.Single(field => field.Number == 1).Bytes), digest.SingleOrDefault(field => field.Number == 2).Value);
    }

    private static List<(int Number, byte[] Bytes, long Value)> Fields(byte[] message)
    {
        List<(int, byte[], long)> fields = [];
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag && tag != 0)
        {
            bool isBytes = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            fields.Add((WireFormat.GetTagFieldNumber(tag), isBytes ? input.ReadBytes().ToByteArray() : [], isBytes ? 0 : input.ReadInt64()));
        }

        return fields;
    }
}
