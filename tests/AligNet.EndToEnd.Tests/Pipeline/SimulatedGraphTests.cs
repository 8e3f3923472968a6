using System.IO;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Pipeline;
using AligNet.Tests;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>The simulated study in small: its files are an artifact, unlike a user's own, and what reads them must run again when it does.</summary>
public sealed class SimulatedGraphTests : IDisposable
{
    private const string Small = """
        [data]
        source = "simulated"
        [simulate]
        superordinates = 2
        basics_per_superordinate = 2
        judged_per_basic = 6
        held_out_per_basic = 2
        novel_per_basic = 1
        train_triplets = 3000
        test_triplets = 100
        held_out_triplets = 100
        levels_triplets_per_type = 10
        images_per_class = 2
        levels_images_per_class = 4
        novel_images_per_class = 3
        source_images_per_class = 2
        [ingest]
        image_label_column = "subordinate"
        evaluation_label_column = "basic"
        [ingest-benchmarks]
        hierarchy_label_column = "subordinate"
        [pretrain-teacher]
        width = 32
        depth = 1
        heads = 1
        epochs = 1
        [pretrain-student]
        width = 32
        depth = 1
        heads = 1
        epochs = 1
        [vice-posteriors]
        init_dim = 8
        learning_rate = 0.02
        max_epochs = 40
        burn_in = 10
        window = 5
        min_objects = 1
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("runtime.seed=1")]
    [InlineData("simulate.lapse_rate=0.2")]
    public void RunUpTo_StoreOfAnotherWorld_GivesWhatAnEmptyStoreGives(string other)
    {
        foreach (string node in new[] { "embed-objects", "ingest-benchmarks", "recovery" })
        {
            Digests("used", node);
        }

        foreach (string node in new[] { "embed-objects", "ingest-benchmarks", "recovery" })
        {
            Assert.Equal(Digests("empty", node, other), Digests("used", node, other));
        }
    }

    /// <summary>Digests of all that a node and the nodes before it give.</summary>
    private string[] Digests(string store, string node, params string[] set)
    {
        string profile = Path.Combine(_folder.Path, "small.toml");
        File.WriteAllText(profile, Small);
        using PipelineSession session = PipelineSession.Open(
            new PipelineArguments { RepositoryRoot = Repository.Root, Profile = profile, Set = set, ArtifactsFolder = Path.Combine(_folder.Path, store) }, NoProgress.Instance);
        session.RunUpTo(node, TestContext.Current.CancellationToken);
        return [.. session.Lineage(node)!.SelectMany(step => step.Manifest.Outputs.Select(output => $"{step.Node.Name}/{output.Name} {output.Digest}"))];
    }
}
