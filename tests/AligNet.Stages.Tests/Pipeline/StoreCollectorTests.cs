using System.IO;
using AligNet.Artifacts;
using AligNet.Pipeline.Collection;

namespace AligNet.Tests.Pipeline;

/// <summary>What a store gives up, and what it says that costs.</summary>
public sealed class StoreCollectorTests : IDisposable
{
    private readonly ToyPipeline _toy = new();

    public void Dispose() => _toy.Dispose();

    [Fact]
    public void Choose_EverythingButTheKept_IsGivenUpAndTheKeptStays()
    {
        _toy.Run();
        _toy.Run("report.factor=2");
        string[] current = [Fingerprint("gather"), Fingerprint("count"), Fingerprint("report")];
        string other = Fingerprint("report", "report.factor=2");

        Assert.Equal([$"report {other[..12]}"], Evict([.. current]));
        Assert.Empty(_toy.Run());
        Assert.Equal(["report"], _toy.Run("report.factor=2"));
    }

    [Fact]
    public void Choose_Pinned_StaysWhateverTheSize()
    {
        _toy.Run();
        var pins = new PinList(_toy.Artifacts);
        pins.Pin("paper", [Fingerprint("gather"), Fingerprint("count"), Fingerprint("report")]);
        _toy.Run("gather.upper=true");

        string[] gone = Evict([.. pins.Pins.Select(pin => pin.Fingerprint)]);

        Assert.Equal(["count", "gather"], gone.Select(what => what.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Empty(_toy.Run());
        Assert.Equal("4", _toy.Result());
    }

    [Fact]
    public void Choose_CheapestPerByteFirst_AndNoMoreThanNeeded()
    {
        _toy.DuringCount = () => Thread.Sleep(300);
        _toy.Run();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        (IReadOnlyList<CollectedItem> all, long total) = StoreCollector.Choose(_toy.Artifacts, 0, new HashSet<string>(), now);

        (IReadOnlyList<CollectedItem> some, _) = StoreCollector.Choose(_toy.Artifacts, total - 1, new HashSet<string>(), now);

        Assert.Single(some);
        Assert.Equal(all.Select(item => item.Worth(now)).Order(), all.Select(item => item.Worth(now)));
        Assert.StartsWith("count ", all[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Used_IsWhenARunLastFoundIt_NotWhenItWasMade()
    {
        _toy.Run();
        string manifest = Path.Combine(_toy.ArtifactOf("count"), "manifest.json");
        File.SetLastWriteTimeUtc(manifest, DateTime.UtcNow.AddDays(-30));

        Assert.Empty(_toy.Run());

        CollectedItem count = StoreCollector.Choose(_toy.Artifacts, 0, new HashSet<string>(), DateTimeOffset.UtcNow).Evicted.Single(item => item.What.StartsWith("count ", StringComparison.Ordinal));
        Assert.InRange(DateTimeOffset.UtcNow - count.Used, TimeSpan.FromMinutes(-1), TimeSpan.FromDays(1));
    }

    [Fact]
    public void Seconds_OfWhatIsGivenUp_AreThoseOfMakingItAgain()
    {
        var clock = new ManualTime();
        _toy.Time = clock;
        _toy.DuringCount = () => clock.Advance(seconds: 420);
        _toy.Run();
        (IReadOnlyList<CollectedItem> evicted, _) = StoreCollector.Choose(_toy.Artifacts, 0, new HashSet<string> { Fingerprint("gather"), Fingerprint("report") }, clock.GetUtcNow());
        CollectedItem count = evicted.Single(item => item.What.StartsWith("count ", StringComparison.Ordinal));
        StoreCollector.Evict(count);

        long start = clock.GetTimestamp();
        _toy.RunAll([], nodes: ["gather", "count", "report", "tally"]);

        Assert.Equal(420, count.Seconds);
        Assert.Equal(count.Seconds, clock.GetElapsedTime(start).TotalSeconds);
    }

    private string[] Evict(HashSet<string> kept)
    {
        (IReadOnlyList<CollectedItem> evicted, _) = StoreCollector.Choose(_toy.Artifacts, 0, kept, DateTimeOffset.UtcNow);
        foreach (CollectedItem item in evicted)
        {
            StoreCollector.Evict(item);
        }

        return [.. evicted.Select(item => item.What)];
    }

    private string Fingerprint(string node, params string[] set) => Manifest.FromJson(File.ReadAllText(Path.Combine(_toy.ArtifactOf(node, set), "manifest.json")))!.Fingerprint;
}
