using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>Labels and transforms that one study publishes and another, in a store of its own, takes in place of its own.</summary>
public sealed class PublishedFilesTests : IDisposable
{
    private const string Labels = "data.labelled_triplets=published.npz";
    private const string NoJudgements = "data.train_triplets=";

    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void LabelledTriplets_OfAnotherStudy_GiveItsLabelsAndItsStudent()
    {
        const string NoValidation = "sample-triplets.validation_triplets=0";
        _study.RunTo("finetune", NoValidation);
        string[] published = Contents();
        Publish("export-triplets", "alignet_train.npz", NoValidation, "export-triplets.order=as-labelled");

        // In the same store: other inputs, the same table, so nothing below it runs.
        Assert.Equal(["label"], Ran(_study.RunTo("finetune", Labels)));

        _study.Store = "second";
        Assert.Equal(["ingest", "label", "prepare-student", "finetune"], Ran(_study.RunTo("finetune", Labels)));
        Assert.Equal(published, Contents());
        Assert.Empty(Ran(_study.RunTo("finetune", Labels)));

        string[] Contents() => [Values(_study.File("label", "labelled.parquet")), ContentHash.OfFile(_study.File("finetune", "student.safetensors"))];
    }

    [Fact]
    public void LabelledTriplets_WithoutTeacherAndJudgements_RunToTheReport()
    {
        _study.RunTo("label");
        string own = Sorted();
        Publish("export-triplets", "alignet_train.npz");
        _study.Store = "second";
        string[] set = [Labels, NoJudgements, "data.teacher=", "data.ratings=", "data.few_shot=", "data.shift=", "data.hierarchy_images=", "data.categories=", "data.clean_images=", "data.robustness="];
        string[] inProfile = ["ingest", "corruptions", "label", "prepare-student", "finetune", "embed-original", "embed-aligned", "evaluate-judgements", "evaluate-levels", "evaluate-few-shot", "evaluate-hierarchy", "evaluate-validation", "evaluate", "report"];

        IReadOnlyList<PlanEntry> planned = _study.PlanTo("report", set);
        Assert.Equal(inProfile, planned.Select(entry => entry.Node));
        Assert.Equal(["ingest", "prepare-student"], planned.Where(entry => entry.State == PlanState.Run).Select(entry => entry.Node));
        Assert.All(planned.Where(entry => entry.State != PlanState.Run), entry => Assert.Equal(PlanState.MaybeAfter, entry.State));
        Assert.Equal(inProfile, Ran(_study.RunTo("report", set)));

        Assert.Equal(own, Sorted());
        Assert.Contains(
            "Not available in this profile: student, Distillation; student, UD; teacher, Original; teacher, UD.",
            File.ReadAllText(_study.File("report", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void DistillationTriplets_BesideLabelledOnes_FillTheirSetting()
    {
        Publish("export-triplets", "alignet_train.npz", "ud-fit.transform=untransformed");
        File.Move(Path.Combine(_study.Data, "published.npz"), Path.Combine(_study.Data, "unaligned.npz"));
        Publish("export-triplets", "alignet_train.npz");
        _study.Store = "second";

        string[] ran = Ran(_study.RunTo("report", Labels, "data.distillation_triplets=unaligned.npz", NoJudgements));

        Assert.Empty(new[] { "label", "label-distillation", "finetune-distillation", "embed-distilled", "embed-objects" }.Except(ran));
        Assert.Contains(
            "Not available in this profile: student, UD; teacher, UD.", File.ReadAllText(_study.File("report", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OfAnotherStudy_LabelsAsThereWithoutJudgements()
    {
        _study.RunTo("label");
        string labels = Values(_study.File("label", "labelled.parquet"));
        Publish("ud-fit", "transform.npz");
        _study.Store = "second";

        string[] ran = Ran(_study.RunTo("report", "data.transform=published.npz", NoJudgements));

        Assert.Equal(
            StageCatalog.Nodes.Select(node => node.Name).Except(
                ["simulate", "pretrain-teacher", "pretrain-student", "recovery", "vice-posteriors", "ud-fit-student", "evaluate-teacher", "export-student", "export-triplets"]),
            ran);
        Assert.Contains(labels, Directory.GetFiles(Path.Combine(_study.Artifacts, "label"), "labelled.parquet", SearchOption.AllDirectories).Select(Values));
        Assert.Contains("Not available in this profile: student, UD.", File.ReadAllText(_study.File("report", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_BesideJudgements_RunsNoFitThatWasNotAskedFor()
    {
        Publish("ud-fit", "transform.npz");
        _study.Store = "second";

        IReadOnlyList<StageOutcome> outcomes = _study.RunTo("transform-images", "data.transform=published.npz");

        Assert.Equal(StageAction.NotNeeded, outcomes.Single(outcome => outcome.Node == "vice-posteriors").Action);
        Assert.Equal(["ingest", "embed-objects", "embed-images", "ud-fit", "transform-images"], Ran(outcomes));
    }

    [Fact]
    public void Transform_OfAnotherWidth_NamesBothAndStoresNothing()
    {
        using (var writer = new NpzWriter(Path.Combine(_study.Data, "published.npz")))
        {
            writer.Add("weights", NpyArray.From<float>(new float[9], 3, 3));
            writer.Add("mean", NpyArray.From<float>([0]));
            writer.Add("std", NpyArray.From<float>([1]));
        }

        StageException thrown = Assert.Throws<StageException>(() => _study.RunTo("ud-fit", "data.transform=published.npz"));

        Assert.Contains("representations have 64 columns, the transform expects 3", thrown.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_study.Artifacts, "ud-fit")) && Directory.EnumerateFileSystemEntries(Path.Combine(_study.Artifacts, "ud-fit")).Any());
    }

    [Fact]
    public void LabelledTriplets_MissingFile_NamesTheOption()
    {
        StageException thrown = Assert.Throws<StageException>(() => _study.RunTo("label", Labels));

        Assert.Contains("published.npz (data.labelled_triplets) cannot be read: there is no such file", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelledTriplets_OfTheSimulatedStudy_AreRefused()
    {
        OptionsException thrown = Assert.Throws<OptionsException>(() => _study.RunTo("label", "data.source=simulated", Labels));

        Assert.Contains("labelled_triplets: is read when source = \"files\"", thrown.Message, StringComparison.Ordinal);
    }

    private static string[] Ran(IEnumerable<StageOutcome> outcomes) => [.. outcomes.Where(outcome => outcome.Action == StageAction.Ran).Select(outcome => outcome.Node)];

    /// <summary>Runs a node and puts one of its files among the data.</summary>
    private void Publish(string node, string file, params string[] set)
    {
        string folder = _study.RunTo(node, set).Single(outcome => outcome.Node == node).ArtifactFolder!;
        File.Copy(Path.Combine(folder, file), Path.Combine(_study.Data, "published.npz"), overwrite: true);
    }

    /// <summary>The training triplets of the labelled table, with the similar images in the order of their numbers.</summary>
    private string Sorted()
    {
        Table table = ParquetTable.Read(_study.File("label", "labelled.parquet"));
        (int[] first, int[] second, int[] odd) = (table.Get<int>("image_0"), table.Get<int>("image_1"), table.Get<int>("image_2"));
        float[] similarities = table.Get<float>("s_01");
        string[] splits = table.Get<string>("split");
        return string.Join('\n', Enumerable.Range(0, table.Rows).Where(row => splits[row] == "train")
            .Select(row => $"{Math.Min(first[row], second[row])} {Math.Max(first[row], second[row])} {odd[row]} {similarities[row]}"));
    }

    /// <summary>What a table holds; its footer tells another history in another store.</summary>
    private static string Values(string path) => LogicalDigest.OfAll(LogicalDigest.OfColumns(path));
}
