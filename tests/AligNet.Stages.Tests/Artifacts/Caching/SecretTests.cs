using System.IO;
using System.Text;
using AligNet.Artifacts.Caching;

namespace AligNet.Tests.Artifacts.Caching;

/// <summary>Passwords and keys reach the server's authentication alone: no log, no record, no name, no count.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Password = "hunter2hunter2";
    private const string Token = "sig-5f2e9a";
    private const string Key = "correct horse battery staple, twice over";
    private readonly CacheBench _bench = new();
    private readonly LyingServer _server = new();

    public static TheoryData<Lie> AllLies => [.. Enum.GetValues<Lie>()];

    [Theory]
    [MemberData(nameof(AllLies))]
    public void Log_WhateverTheServerDoes_HoldsNoSecret(Lie lie)
    {
        _bench.Limits = lie is Lie.Stalled or Lie.StalledInTheMiddle ? _bench.BriefLimits : _bench.Limits;
        _server.Lies = (method, _) => lie is Lie.None ? Lie.None : method == "PUT" ? Lie.Error500 : lie;
        using CacheChain chain = _bench.Chain(new CacheSigningKey(Key, "test"), Place(), _bench["folder"]);

        _bench.Publish(chain);
        _bench.Restore(chain);

        string said = string.Join('\n', [_bench.AllLog, chain.Counts.ToString(), .. chain.Places.Select(place => place.Name)]);
        string stored = string.Concat(Directory.GetFiles(_bench["folder"], "*", SearchOption.AllDirectories).Select(file => file + Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        string sent = string.Concat(_server.Objects.Select(item => Encoding.Latin1.GetString(item.Value)));
        Assert.All(Secrets(), secret => Assert.DoesNotContain(secret, said + stored + sent, StringComparison.Ordinal));
    }

    [Fact]
    public void Requests_CarryThePasswordAndTheQuery()
    {
        using CacheChain chain = _bench.Chain(Place());
        _bench.Publish(chain);

        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"alice:{Password}"));
        Assert.All(_server.Requests, request => Assert.Contains($"Authorization: Basic {basic}", request, StringComparison.Ordinal));
        Assert.All(_server.Requests, request => Assert.Contains($"?token={Token} HTTP", request, StringComparison.Ordinal));
    }

    [Fact]
    public void Redirect_ToAnotherServer_CarriesNoPassword()
    {
        _bench.Publish(_server.Url);
        using var front = new LyingServer();
        front.Lies = (_, path) => Lie.RedirectsTo;
        front.Target = path => $"{_server.Url}{path["/cache".Length..]}";
        int before = _server.Requests.Count;
        using CacheChain chain = _bench.Chain($"ro:http://alice:{Password}@127.0.0.1:{front.Port}/cache");

        Assert.True(_bench.Restore(chain));
        Assert.All(front.Requests, request => Assert.Contains("Authorization", request, StringComparison.Ordinal));
        Assert.All(_server.Requests.Skip(before), request => Assert.DoesNotContain("Authorization", request, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _server.Dispose();
        _bench.Dispose();
    }

    private string Place() => $"http://alice:{Password}@127.0.0.1:{_server.Port}/cache?token={Token}";

    private static string[] Secrets() => [Password, Token, Key, Convert.ToBase64String(Encoding.UTF8.GetBytes($"alice:{Password}")), Convert.ToBase64String(Encoding.UTF8.GetBytes(Key))];
}
