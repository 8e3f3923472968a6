using System.IO;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Onnx;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;
using AligNet.Stages;
using AligNet.Stages.Simulate;
using AligNet.Torch;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>A user's own data in small, with a profile beside them, as the README describes: images, judgements, a teacher in ONNX and a
/// student in safetensors, both with random weights. Every run is a session of its own, as a command would be.</summary>
public sealed class TinyStudy : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alignet-").FullName;

    public TinyStudy()
    {
        SimulatedStudyWriter.Write(
            Data,
            new SimulateOptions
            {
                Superordinates = 2, BasicsPerSuperordinate = 2, JudgedPerBasic = 6, HeldOutPerBasic = 2, TrainTriplets = 3000, TestTriplets = 100,
                HeldOutTriplets = 100, LevelsTripletsPerType = 10, ImagesPerClass = 2, LevelsImagesPerClass = 4, NovelPerBasic = 1, NovelImagesPerClass = 3, SourceImagesPerClass = 2,
            },
            7, NoProgress.Instance);
        var config = new VisionTransformerConfig { ImageSize = 32, PatchSize = 16, Width = 64, Depth = 1, Heads = 1, MlpWidth = 64 };
        var preprocessing = new ImagePreprocessing { ImageSize = 32, ResizeSize = 32 };
        VisionTransformerOnnxWriter.Write(Path.Combine(Data, "teacher.onnx"), config, VisionTransformerWeights.Create(config, 1), preprocessing);
        new StudentFile(config, preprocessing, VisionTransformerWeights.Create(config, 2)).Write(Path.Combine(Data, "student.safetensors"));
        System.IO.File.WriteAllText(Profile, """
            [data]
            source = "files"
            objects = "objects.csv"
            train_triplets = "triplets_train.txt"
            test_triplets = "triplets_test.txt"
            heldout_objects = "heldout_objects.csv"
            heldout_triplets = "heldout_triplets.txt"
            heldout_similarity = "heldout_rsm.npy"
            images = "images.csv"
            evaluation_images = "levels_images.csv"
            levels = "levels.csv"
            ratings = "ratings.csv"
            few_shot = "few_shot.csv"
            shift = "shift.csv"
            hierarchy_images = "levels_images.csv"
            categories = "categories.csv"
            clean_images = "clean.csv"
            robustness = "robustness.csv"
            teacher = "teacher.onnx"
            student = "student.safetensors"
            [ingest]
            image_label_column = "subordinate"
            evaluation_label_column = "basic"
            [ingest-benchmarks]
            hierarchy_label_column = "subordinate"
            [vice-posteriors]
            init_dim = 8
            learning_rate = 0.02
            max_epochs = 40
            burn_in = 10
            window = 5
            min_objects = 1
            [ud-fit]
            lambdas = [0.1]
            folds = 2
            max_epochs = 2
            min_epochs = 1
            [cluster]
            k = 4
            [sample-triplets]
            triplets = 256
            validation_triplets = 16
            [finetune]
            steps = 4
            warmup_steps = 1
            batch = 16
            head_width = 8
            checkpoint_steps = 2
            [evaluate-judgements]
            bootstrap_samples = 20
            [evaluate-levels]
            bootstrap_samples = 20
            [evaluate-few-shot]
            bootstrap_samples = 20
            draws = 2
            shots = [1]
            [evaluate-hierarchy]
            bootstrap_samples = 20
            [evaluate-ratings]
            bootstrap_samples = 20
            [evaluate-shift]
            bootstrap_samples = 20
            hold_back = 2
            [plan-robustness]
            hold_back = 3
            images = 8
            corruptions = ["gaussian_noise", "contrast", "saturate"]
            severities = [1, 5]
            [evaluate-robustness]
            c = [0.1, 1.0]
            bootstrap_samples = 20
            """);
    }

    public string Data => Path.Combine(_folder, "data");

    public string Profile => Path.Combine(_folder, "data", "my.toml");

    /// <summary>Name of the store's folder; another name is another store.</summary>
    public string Store { get; set; } = "artifacts";

    public string Artifacts => Path.Combine(_folder, Store);

    public string Folder => _folder;

    /// <summary>Runs every node up to the target, and returns those that ran.</summary>
    public string[] Run(params string[] set) => [.. RunTo("report", set).Where(outcome => outcome.Action == StageAction.Ran).Select(outcome => outcome.Node)];

    public IReadOnlyList<StageOutcome> RunTo(string target, params string[] set) => To(target, set);

    /// <summary>What <see cref="RunTo"/> would do.</summary>
    public IReadOnlyList<PlanEntry> PlanTo(string target, params string[] set)
    {
        using PipelineSession session = Open(set);
        return [.. session.Plan([target]).Entries.Where(entry => entry.State != PlanState.Unused)];
    }

    /// <summary>The one file of that name that a stage has in the store.</summary>
    public string File(string stage, string name) => Directory.GetFiles(Path.Combine(Artifacts, stage), name, SearchOption.AllDirectories).Single();

    private IReadOnlyList<StageOutcome> To(string target, string[] set)
    {
        using PipelineSession session = Open(set);
        session.LimitTo([target]);
        HashSet<string> wanted = [];
        Want(target);
        return [.. session.Nodes.Where(node => wanted.Contains(node.Name)).Select(node => session.Run(node.Name, node.Name == target))];

        void Want(string name)
        {
            if (wanted.Add(name))
            {
                session.Nodes.Single(node => node.Name == name).DependsOn.ToList().ForEach(Want);
            }
        }
    }

    private PipelineSession Open(string[] set) => PipelineSession.Open(
        new PipelineArguments { RepositoryRoot = Repository.Root, Profile = Profile, Set = set, ArtifactsFolder = Artifacts }, NoProgress.Instance);

    /// <summary>Content of every output by its path in the store; manifests and published reports hold times.</summary>
    public Dictionary<string, string> Contents() => Directory.GetFiles(Artifacts, "*", SearchOption.AllDirectories)
        .Select(file => (File: file, Name: Path.GetRelativePath(Artifacts, file)))
        .Where(file => !file.Name.StartsWith('.') && !file.Name.StartsWith("reports", StringComparison.Ordinal) && !file.Name.StartsWith("runs", StringComparison.Ordinal) && Path.GetFileName(file.Name) != "manifest.json")
        .ToDictionary(file => file.Name, file => AligNet.Artifacts.ContentHash.OfFile(file.File));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
