using AligNet.Pipeline;
using AligNet.Stages;

namespace AligNet.Tests.Pipeline;

/// <summary>The graph under every combination of files that a profile may name.</summary>
public class StageCatalogTests
{
    private static readonly DataOptions Least = new() { Source = DataSource.Files, Objects = "o.csv" };

    private static readonly Func<DataOptions, DataOptions>[] Keys =
    [
        data => data with { TrainTriplets = "t.txt" },
        data => data with { Images = "i.csv" },
        data => data with { Teacher = "t.onnx" },
        data => data with { Student = "s.safetensors" },
        data => data with { LabelledTriplets = "l.npz" },
        data => data with { DistillationTriplets = "d.npz" },
        data => data with { Transform = "w.npz" },
        data => data with { EvaluationImages = "e.csv" },
        data => data with { HierarchyImages = "h.csv" },
        data => data with { LabelSource = LabelSource.HumanPosterior, TrainTriplets = "t.txt" },
        data => data with { LabelSource = LabelSource.HumanChoices, TrainTriplets = "t.txt" },
        data => data with { Distillation = false },
    ];

    private static IEnumerable<DataOptions> Profiles => Enumerable.Range(0, 1 << Keys.Length)
        .Select(bits => Keys.Where((_, key) => (bits & (1 << key)) != 0).Aggregate(Least, (data, add) => add(data)))
        .Append(DataOptions.OfSimulatedStudy);

    [Fact]
    public void Inputs_OfANodeInTheProfile_ComeFromNodesInTheProfileBeforeIt()
    {
        foreach (DataOptions data in Profiles)
        {
            List<string> before = [];
            foreach (StageNode node in StageCatalog.Nodes.Where(node => node.IsIn(data)))
            {
                Assert.All(node.Inputs(data).OfType<ArtifactInput>(), input => Assert.True(before.Contains(input.Node), $"{node.Name} reads {input.Node} under {data}"));
                before.Add(node.Name);
            }
        }
    }

    [Fact]
    public void DependsOn_OfANode_HoldsItsInputsUnderEveryProfile() => Assert.All(StageCatalog.Nodes, node =>
        Assert.Empty(Profiles.SelectMany(node.Inputs).OfType<ArtifactInput>().Select(input => input.Node).Distinct().Except(node.DependsOn)));

    [Fact]
    public void IsIn_PublishedLabelsAlone_NeedNeitherTeacherNorJudgements()
    {
        DataOptions data = Least with { Images = "i.csv", Student = "s.safetensors", LabelledTriplets = "l.npz" };

        Assert.Equal(
            ["ingest", "corruptions", "label", "export-triplets", "prepare-student", "finetune", "export-student", "embed-original", "embed-aligned", "evaluate-judgements", "evaluate-levels", "evaluate-few-shot", "evaluate-hierarchy", "evaluate-validation", "evaluate", "report"], NodesOf(data));
        Assert.Equal([LabelInputOfPublished, "images"], StageCatalog.Nodes.Single(node => node.Name == "label").Inputs(data).Select(input => input.Name));
    }

    [Fact]
    public void IsIn_PublishedLabelsOfBothTeachers_HasTheDistillationToo() => Assert.Equal(
        ["label-distillation", "finetune-distillation", "embed-distilled"],
        NodesOf(Least with { Images = "i.csv", Student = "s.safetensors", LabelledTriplets = "l.npz", DistillationTriplets = "d.npz" })
            .Except(NodesOf(Least with { Images = "i.csv", Student = "s.safetensors", LabelledTriplets = "l.npz" })));

    [Fact]
    public void IsIn_PublishedTransformWithoutJudgements_LeavesOutWhatIsFittedToThem()
    {
        DataOptions judged = Least with { Images = "i.csv", Teacher = "t.onnx", Student = "s.safetensors", TrainTriplets = "t.txt" };
        DataOptions published = judged with { TrainTriplets = "", Transform = "w.npz" };

        Assert.Equal(["vice-posteriors", "ud-fit-student"], NodesOf(judged).Except(NodesOf(published)));
        Assert.Empty(NodesOf(published).Except(NodesOf(judged)));
        Assert.Equal(["data.transform"], StageCatalog.Nodes.Single(node => node.Name == "ud-fit").Inputs(published).OfType<FileInput>().Select(input => input.Option));
    }

    [Fact]
    public void Inputs_OfTheFineTuning_FollowTheLabelSource()
    {
        DataOptions data = Least with { TrainTriplets = "t.txt", Images = "i.csv", Teacher = "t.onnx", Student = "s.safetensors" };

        Assert.Equal(["sample-triplets", "transform-images"], Reads("label", data));
        Assert.Equal(["ingest"], Reads("label", data with { LabelSource = LabelSource.HumanChoices }));
        Assert.Equal(["vice-posteriors"], Reads("label", data with { LabelSource = LabelSource.HumanPosterior }));
        Assert.Equal("images.parquet", Images("finetune", data));
        Assert.Equal("objects.parquet", Images("finetune", data with { LabelSource = LabelSource.HumanChoices }));
        Assert.Equal("images.parquet", Images("finetune-distillation", data with { LabelSource = LabelSource.HumanChoices }));
        Assert.Equal("objects.parquet", Images("export-triplets", data with { LabelSource = LabelSource.HumanChoices }));

        static string[] Reads(string node, DataOptions data) => [.. StageCatalog.Nodes.Single(known => known.Name == node).Inputs(data).OfType<ArtifactInput>().Select(input => input.Node)];
        static string Images(string node, DataOptions data) => StageCatalog.Nodes.Single(known => known.Name == node).Inputs(data).OfType<ArtifactInput>().Single(input => input.Name == "images").Output;
    }

    [Fact]
    public void IsIn_WithoutDistillation_LeavesOutThatSettingAlone()
    {
        DataOptions data = Least with { TrainTriplets = "t.txt", Images = "i.csv", Teacher = "t.onnx", Student = "s.safetensors" };

        Assert.Equal(["label-distillation", "finetune-distillation", "embed-distilled"], NodesOf(data).Except(NodesOf(data with { Distillation = false })));
        Assert.Equal(
            ["embed-images", "transform-images", "cluster", "sample-triplets", "evaluate-validation"],
            NodesOf(data with { Distillation = false }).Except(NodesOf(data with { Distillation = false, LabelSource = LabelSource.HumanChoices })));
    }

    [Fact]
    public void Errors_HumanLabelsWithoutJudgementsOrBesidePublishedOnes_AreRefused() => Assert.Equal(
        ["label_source", "label_source"], (Least with { LabelSource = LabelSource.HumanChoices, Images = "i.csv", LabelledTriplets = "l" }).Errors().Select(error => error.Split(':')[0]));

    [Fact]
    public void Errors_PublishedFilesOfTheSimulatedStudy_AreRefused() =>
        Assert.Equal(3, new DataOptions { LabelledTriplets = "l", DistillationTriplets = "d", Transform = "w" }.Errors().Count());

    [Fact]
    public void Errors_PublishedFilesWithoutWhatTheySpeakOf_AreRefused() => Assert.Equal(
        ["images", "teacher"], (Least with { LabelledTriplets = "l", Transform = "w" }).Errors().Select(error => error.Split(':')[0]));

    private const string LabelInputOfPublished = AligNet.Stages.Label.LabelStage.ReleasedInput;

    private static string[] NodesOf(DataOptions data) => [.. StageCatalog.Nodes.Where(node => node.IsIn(data)).Select(node => node.Name)];
}
