using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline.Runs;
using AligNet.Stages.Evaluate;

namespace AligNet.Tests.Pipeline.Runs;

public sealed class RunLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly RunLog _log;

    public RunLogTests() => _log = new RunLog(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_Run_IsReadAsItWas()
    {
        RunRecord added = _log.Add(Run(0, "mine", "a", "1"));

        Assert.Equal(added.ToJson(), _log.Read(added.Id).ToJson());
        Assert.Equal(("mine", "cluster.k=4", "k"), (added.Profile, added.Set.Single(), added.Nodes.Single().Options.Single().Key));
    }

    [Fact]
    public void Add_SameArtifactsAgain_IsTheSameRun()
    {
        RunRecord first = _log.Add(Run(0, "mine", "", "1"));

        Assert.Equal(first.Id, _log.Add(Run(1, "mine", "", "1")).Id);
        Assert.NotEqual(first.Id, _log.Add(Run(2, "mine", "", "2")).Id);
        Assert.NotEqual(first.Id, _log.Add(Run(3, "mine", "", "1")).Id);
        Assert.Equal(3, _log.Ids.Count);
    }

    [Fact]
    public void Add_TwoRunsOfOneMoment_HaveNamesOfTheirOwn()
    {
        Assert.NotEqual(_log.Add(Run(0, "mine", "", "1")).Id, _log.Add(Run(0, "mine", "", "2")).Id);
        Assert.Equal("2", _log.Find("last").Nodes.Single().Fingerprint);
    }

    [Fact]
    public void Find_ByNameProfileOrTurn_GivesThatRun()
    {
        RunRecord first = _log.Add(Run(0, "mine", "", "1"));
        RunRecord second = _log.Add(Run(1, "other", "", "2"));
        RunRecord variant = _log.Add(Run(2, "mine", "ablation loss: a", "3"));

        Assert.Equal(
            new[] { first.Id, second.Id, first.Id, first.Id, second.Id, variant.Id },
            new[] { "mine", "other", "folder/mine.toml", "previous", "last", variant.Id }.Select(name => _log.Find(name).Id));
    }

    [Fact]
    public void Find_UnknownRun_NamesThoseThatThereAre()
    {
        Assert.Contains("from the first command on", Assert.Throws<OptionsException>(() => _log.Find("last")).Message, StringComparison.Ordinal);
        RunRecord run = _log.Add(Run(0, "mine", "", "1"));

        Assert.Contains($"there is no run 'yours' in {Path.Combine(_folder.Path, "runs")}. Name one of {run.Id}", Assert.Throws<OptionsException>(() => _log.Find("yours")).Message, StringComparison.Ordinal);
        Assert.Throws<OptionsException>(() => _log.Find("previous"));
    }

    [Fact]
    public void Read_DamagedRecord_NamesTheFile()
    {
        RunRecord run = _log.Add(Run(0, "mine", "", "1"));
        File.WriteAllText(_folder[$"runs/{run.Id}.json"], "{");

        Assert.Contains($"{run.Id}.json", Assert.Throws<ArtifactException>(() => _log.Find("last")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnitKey_OtherModels_AreTheSameUnitsAndOtherTripletsAreNot()
    {
        StoredMetric mean = new("student", "alignet", "levels", "coarse", "accuracy", 0.5, null, null, 100, "triplets", [], false);
        StoredMetric resampled = mean with { Resampled = true, Unit = "objects" };
        RunNode node = Node("1") with { Inputs = [new ManifestInput("alignet/objects.arrow", "embed-aligned/objects.arrow", "m", null), new ManifestInput("test-triplets", "ingest/test_triplets.parquet", "t", null)] };
        RunNode otherModel = node with { Inputs = [node.Inputs[0] with { Digest = "n" }, node.Inputs[1]] };
        RunNode otherTriplets = node with { Inputs = [node.Inputs[0], node.Inputs[1] with { Digest = "u" }] };
        RunNode otherSeed = node with { Leaves = new(node.Leaves) { ["seed"] = "1" } };

        Assert.Equal(UnitKey.Of(node, mean), UnitKey.Of(otherModel, mean));
        Assert.NotEqual(UnitKey.Of(node, mean), UnitKey.Of(otherTriplets, mean));
        Assert.NotEqual(UnitKey.Of(node, mean), UnitKey.Of(node with { Leaves = new() { ["option draws"] = "5" } }, mean));
        Assert.Equal(UnitKey.Of(node, mean), UnitKey.Of(node with { Leaves = new() { ["option k"] = "4", ["option tie_rule"] = "first-maximum" } }, mean));
        Assert.Equal(UnitKey.Of(node, mean), UnitKey.Of(otherSeed, mean));
        Assert.NotEqual(UnitKey.Of(node, resampled), UnitKey.Of(otherSeed, resampled));
        Assert.NotEqual(UnitKey.Of(node, mean with { Unit = "draws" }), UnitKey.Of(otherSeed, mean with { Unit = "draws" }));
        Assert.NotEqual(UnitKey.Of(node, mean), UnitKey.Of(node, mean with { N = 99 }));
    }

    private static RunRecord Run(int minute, string profile, string label, string fingerprint) => new()
    {
        Id = $"{Noon.AddMinutes(minute):yyyyMMdd-HHmmss-fff}-{profile}", Started = Noon.AddMinutes(minute), Ended = Noon.AddMinutes(minute + 1),
        Profile = profile, Label = label, Set = ["cluster.k=4"], Nodes = [Node(fingerprint)],
    };

    private static RunNode Node(string fingerprint) => new()
    {
        Node = "cluster", Stage = "cluster", Section = "cluster", Action = "ran", Fingerprint = fingerprint, Code = "c", Leaves = new() { ["seed"] = "0", ["option k"] = "4" }, Inputs = [],
    };
}
