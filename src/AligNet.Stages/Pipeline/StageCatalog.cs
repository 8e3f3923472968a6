using AligNet.Stages;
using AligNet.Stages.Cluster;
using AligNet.Stages.Corruptions;
using AligNet.Stages.Embed;
using AligNet.Stages.Evaluate;
using AligNet.Stages.ExportStudent;
using AligNet.Stages.ExportTriplets;
using AligNet.Stages.Finetune;
using AligNet.Stages.Ingest;
using AligNet.Stages.IngestBenchmarks;
using AligNet.Stages.Label;
using AligNet.Stages.PlanRobustness;
using AligNet.Stages.PrepareStudent;
using AligNet.Stages.Pretrain;
using AligNet.Stages.Recovery;
using AligNet.Stages.Report;
using AligNet.Stages.SampleTriplets;
using AligNet.Stages.Simulate;
using AligNet.Stages.TransformImages;
using AligNet.Stages.UdFit;
using AligNet.Stages.VicePosteriors;

namespace AligNet.Pipeline;

/// <summary>The graph: every node with its stage and its inputs, declared here and nowhere else. Cake's tasks and stages/*.toml are held
/// against it by a test.</summary>
public static class StageCatalog
{
    /// <summary>Name of the input that gives a stage the data folder, where that is itself an artifact.</summary>
    public const string StudyInput = "study";

    private static readonly string[] EmbeddedLists = ["objects.arrow", "heldout_objects.arrow", "evaluation_images.arrow"];

    private const string BenchmarkMatrix = "benchmark_images.arrow";

    private const string CorruptedMatrix = "corrupted_images.arrow";

    private const string BenchmarkImages = "benchmark-images";

    /// <summary>The nodes, each after those it reads.</summary>
    public static IReadOnlyList<StageNode> Nodes { get; } =
    [
        new("simulate", "Draw a simulated study: images, judgements, and the truth behind them", new SimulateStage(), _ => [], isIn: IsSimulated),
        new("pretrain-teacher", "Pretrain the simulated study's teacher", new PretrainTeacherStage(), Study(keyed: true), isIn: IsSimulated),
        new("pretrain-student", "Pretrain the simulated study's student", new PretrainStudentStage(), Study(keyed: true), isIn: IsSimulated),
        new("ingest", "Read objects, judgements and images into checked tables", new IngestStage(), Study(keyed: true)),
        new("ingest-benchmarks", "Read the sets of images that are only evaluated on", new IngestBenchmarksStage(), Study(keyed: true), isIn: HasBenchmarks),
        new("corruptions", "Draw a contact sheet of image corruptions", new CorruptionsStage(),
            data => [.. ImageLists("evaluation-images", "images", "objects"), .. Study(keyed: false)(data)]),
        new("vice-posteriors", "Infer the human concept embedding and its uncertainty", new VicePosteriorsStage(),
            _ => [From("triplets", "ingest", "train_triplets.parquet")], isIn: InfersPosteriors),
        new("recovery", "Compare the inferred embedding with the planted one", new RecoveryStage(),
            data => [.. Study(keyed: true)(data), From("loc", "vice-posteriors", "loc.arrow")], isIn: IsSimulated),
        new("embed-objects", "Represent objects and evaluation images with the teacher", new EmbedObjectsStage(), Embed(Teacher, "objects", "heldout-objects", "evaluation-images"), "embed", UsesTeacher),
        new("embed-images", "Represent the large image set with the teacher", new EmbedImagesStage(), Embed(Teacher, "images"), "embed", SamplesTriplets),
        new("ud-fit", "Bend the teacher towards human judgements", new UdFitStage(), data => data.Transform.Length > 0
            ? [new FileInput(UdFitStage.PublishedInput, data.Transform, "data.transform"), From("objects", "embed-objects", "objects.arrow")]
            : UdFit("embed-objects")(data), isIn: TransformsTeacher),
        new("transform-images", "Apply the transform to the large image set", new TransformImagesStage(),
            _ => [From("representations", "embed-images", "representations.arrow"), From("transform", "ud-fit", "transform.arrow")], isIn: SamplesTriplets),
        new("cluster", "Cluster the large image set", new ClusterStage(),
            _ => [From("representations", "embed-images", "representations.arrow"), From("transformed", "transform-images", "representations.arrow")], isIn: SamplesTriplets),
        new("sample-triplets", "Draw triplets across cluster boundaries", new SampleTripletsStage(),
            _ => [From("images", "ingest", "images.parquet"), From("assignments", "cluster", "assignments.parquet")], isIn: SamplesTriplets),
        new("label", "Label triplets with the aligned teacher or as people did, or read published labels", new LabelStage(),
            data => data.LabelSource switch
            {
                LabelSource.HumanChoices => [From(LabelStage.ChoicesInput, "ingest", "train_triplets.parquet")],
                LabelSource.HumanPosterior => [From(LabelStage.PosteriorInput, "vice-posteriors", "probabilities.parquet")],
                _ => Label("transform-images", shape => shape.LabelledTriplets, "data.labelled_triplets")(data),
            }),
        new("label-distillation", "Label triplets with the teacher as it is, or read published labels", new LabelStage(),
            Label("embed-images", data => data.DistillationTriplets, "data.distillation_triplets"), "label", HasDistillation),
        new("export-triplets", "Write the labelled triplets in AligNet's published form, for numpy and the authors' code", new ExportTripletsStage(),
            data => [From("labelled", "label", "labelled.parquet"), LabelledImages(data)]),
        new("prepare-student", "Read the student's checkpoint", new PrepareStudentStage(), StudentArtifact, isIn: HasStudent),
        new("finetune", "Fine-tune the student on the aligned teacher's labels", new FinetuneStage(), Finetune("label", LabelledImages), isIn: HasStudent),
        new("finetune-distillation", "Fine-tune the student on the unaligned teacher's labels", new FinetuneStage(), Finetune("label-distillation", _ => LargeSet), isIn: DistillsStudent),
        new("export-student", "Write the aligned student in the form that its checkpoint came in", new ExportStudentStage(),
            data => [From("student", "finetune", "student.safetensors"), .. StudentArtifact(data)], isIn: HasStudent),
        new("embed-original", "Represent objects and evaluation images with the untouched student", new EmbedObjectsStage(),
            Embed(Student("prepare-student"), "objects", "heldout-objects", "evaluation-images"), "embed-student", HasStudent),
        new("embed-distilled", "Represent objects and evaluation images with the distilled student", new EmbedObjectsStage(),
            Embed(Student("finetune-distillation"), "objects", "heldout-objects", "evaluation-images"), "embed-student", DistillsStudent),
        new("embed-aligned", "Represent objects and evaluation images with the aligned student", new EmbedObjectsStage(),
            Embed(Student("finetune"), "objects", "heldout-objects", "evaluation-images"), "embed-student", HasStudent),
        new("embed-benchmarks", "Represent the benchmark sets with the teacher", new EmbedBenchmarksStage(), Embed(Teacher, BenchmarkImages), "embed", data => HasBenchmarks(data) && UsesTeacher(data)),
        new("embed-benchmarks-original", "Represent the benchmark sets with the untouched student", new EmbedBenchmarksStage(),
            Embed(Student("prepare-student"), BenchmarkImages), "embed-student", data => HasBenchmarks(data) && HasStudent(data)),
        new("embed-benchmarks-distilled", "Represent the benchmark sets with the distilled student", new EmbedBenchmarksStage(),
            Embed(Student("finetune-distillation"), BenchmarkImages), "embed-student", data => HasBenchmarks(data) && DistillsStudent(data)),
        new("embed-benchmarks-aligned", "Represent the benchmark sets with the aligned student", new EmbedBenchmarksStage(),
            Embed(Student("finetune"), BenchmarkImages), "embed-student", data => HasBenchmarks(data) && HasStudent(data)),
        new("plan-robustness", "Part the clean images into those to learn from and to test on, and choose corruptions", new PlanRobustnessStage(),
            _ => [From("clean-images", "ingest-benchmarks", "clean_images.parquet")], isIn: HasRobustness),
        new("embed-corruptions", "Represent corrupted images with the teacher", new EmbedCorruptionsStage(), EmbedCorrupted(Teacher), "embed", data => HasRobustness(data) && UsesTeacher(data)),
        new("embed-corruptions-original", "Represent corrupted images with the untouched student", new EmbedCorruptionsStage(),
            EmbedCorrupted(Student("prepare-student")), "embed-student", HasRobustness),
        new("embed-corruptions-distilled", "Represent corrupted images with the distilled student", new EmbedCorruptionsStage(),
            EmbedCorrupted(Student("finetune-distillation")), "embed-student", data => HasRobustness(data) && DistillsStudent(data)),
        new("embed-corruptions-aligned", "Represent corrupted images with the aligned student", new EmbedCorruptionsStage(),
            EmbedCorrupted(Student("finetune")), "embed-student", HasRobustness),
        new("ud-fit-student", "Bend the frozen student towards human judgements", new UdFitStage(), UdFit("embed-original"), "ud-fit", TransformsStudent),
        new("evaluate-teacher", "Measure the teacher, or any encoder, on human triplets without fine-tuning", new EvaluateTeacherStage(),
            _ => [.. Triplets, .. Trials, .. Similarities, .. Responses, .. Embedded("teacher", "embed-objects", EmbeddedLists)], isIn: UsesTeacher),
        new("evaluate-judgements", "Measure all settings on human triplets and human similarity", new EvaluateJudgementsStage(),
            data => [.. Triplets, .. Trials, .. Similarities, .. Settings(data, "objects.arrow", "heldout_objects.arrow")], isIn: HasStudent),
        new("evaluate-levels", "Measure all settings by abstraction level, and their uncertainty", new EvaluateLevelsStage(),
            data => [.. Triplets, .. Responses, .. Settings(data, "objects.arrow", "evaluation_images.arrow")], isIn: HasStudent),
        new("evaluate-few-shot", "Measure all settings with a few labelled examples", new EvaluateFewShotStage(),
            data =>
            [
                From("evaluation-images", "ingest", "evaluation_images.parquet"), .. Settings(data, "evaluation_images.arrow"),
                .. If(data.FewShot.Length > 0, From("few-shot", "ingest-benchmarks", "few_shot.parquet")), .. If(data.FewShot.Length > 0, Benchmarks(data)),
            ],
            isIn: HasStudent),
        new("evaluate-ratings", "Measure all settings on rated similarity of several sets", new EvaluateRatingsStage(),
            data => [From("ratings", "ingest-benchmarks", "ratings.parquet"), .. Transforms(data), .. Benchmarks(data)], isIn: data => HasStudent(data) && data.Ratings.Length > 0),
        new("evaluate-shift", "Measure all settings under a shift of sub-populations", new EvaluateShiftStage(),
            data => [From("shift", "ingest-benchmarks", "shift.parquet"), .. Transforms(data), .. Benchmarks(data)], isIn: data => HasStudent(data) && data.HasShift),
        new("evaluate-hierarchy", "Compare distances, spectra and geometries of all settings with the hierarchy of classes", new EvaluateHierarchyStage(), Hierarchy, isIn: HasStudent),
        new("evaluate-robustness", "Measure all settings on corrupted images and on sets that a read-out of clean images is tested on", new EvaluateRobustnessStage(),
            data =>
            [
                From("robustness", "ingest-benchmarks", "robustness.parquet"), From("readout", "plan-robustness", "readout.parquet"), From("corruptions", "plan-robustness", "corruptions.parquet"),
                .. Transforms(data), .. Benchmarks(data), .. Corrupted(data),
            ],
            isIn: HasRobustness),
        new("evaluate-validation", "Measure how far the student follows the teacher on triplets that it was not trained on", new EvaluateValidationStage(),
            data =>
            [
                From("labelled", "label", "labelled.parquet"), LabelledImages(data), From("original", "prepare-student", "student.onnx"),
                From("alignet", "finetune", "student.onnx"), .. Study(keyed: false)(data),
            ],
            isIn: Validates),
        new("evaluate", "Put all numbers into one table, with the differences between settings", new EvaluateStage(),
            data =>
            [
                .. Evaluations(data).SelectMany(node => new InputBinding[]
                {
                    From($"{node}/metrics", node, "metrics.parquet"), From($"{node}/comparisons", node, "comparisons.parquet"),
                }),
            ],
            isIn: HasStudent),
        new("report", "Write the report", new ReportStage(),
            data =>
            [
                From("metrics", "evaluate", "metrics.parquet"), From("comparisons", "evaluate", "comparisons.parquet"),
                From("relations", "evaluate-hierarchy", "relations.parquet"), From("categories", "evaluate-hierarchy", "categories.parquet"),
                From("spectra", "evaluate-hierarchy", "spectra.parquet"), From("geometry", "evaluate-hierarchy", "geometry.parquet"),
                From("unavailable", "evaluate", "unavailable.parquet"), From("trials", "evaluate-levels", "trials.parquet"),
                From("corruptions-sheet", "corruptions", "corruptions.jpg"), .. If(HasRobustness(data), From("readouts", "evaluate-robustness", "readouts.parquet")),
                .. ImageLists("objects", "heldout-objects", "evaluation-images"), .. Similarities,
                .. Settings(data, "objects.arrow", "heldout_objects.arrow", "evaluation_images.arrow"),
                .. If(InfersPosteriors(data), From("vice", "vice-posteriors", "training.parquet"), From("vice-loc", "vice-posteriors", "loc.arrow")),
                .. If(SamplesTriplets(data), [.. ImageLists("images"), From("assignments", "cluster", "assignments.parquet"), From("elbow", "cluster", "elbow.parquet")]),
                .. If(TransformsTeacher(data), From("crossvalidation", "ud-fit", "crossvalidation.parquet")),
                .. Study(keyed: false)(data),
                From("training", "finetune", "training.parquet"),
                .. If(DistillsStudent(data), From("training-distillation", "finetune-distillation", "training.parquet")),
            ],
            isIn: HasStudent),
    ];

    /// <summary>The shapes that the graph can take: what a node reads depends on where the data come from. Profiles that name fewer files
    /// have a part of one of these.</summary>
    internal static IReadOnlyList<DataOptions> Shapes { get; } =
    [
        DataOptions.OfSimulatedStudy,
        OwnFiles,
        OwnFiles with { LabelledTriplets = "l.npz", DistillationTriplets = "d.npz" },
        OwnFiles with { Transform = "t.npz" },
        OwnFiles with { LabelSource = LabelSource.HumanChoices },
        OwnFiles with { LabelSource = LabelSource.HumanPosterior },
    ];

    private static DataOptions OwnFiles =>
        new() { Source = DataSource.Files, Objects = "o.csv", TrainTriplets = "t.txt", Images = "i.csv", Teacher = "t.onnx", Student = "s.safetensors" };

    /// <summary>The nodes whose numbers make up the table of the evaluation.</summary>
    private static IReadOnlyList<string> Evaluations(DataOptions data) =>
    [
        "evaluate-judgements", "evaluate-levels", "evaluate-few-shot", "evaluate-hierarchy", .. Validates(data) ? ["evaluate-validation"] : Array.Empty<string>(),
        .. data.Ratings.Length > 0 ? ["evaluate-ratings"] : Array.Empty<string>(), .. data.HasShift ? ["evaluate-shift"] : Array.Empty<string>(),
        .. HasRobustness(data) ? ["evaluate-robustness"] : Array.Empty<string>(),
    ];

    private static IReadOnlyList<InputBinding> Triplets =>
    [
        From("train-triplets", "ingest", "train_triplets.parquet"), From("test-triplets", "ingest", "test_triplets.parquet"),
        From("heldout-triplets", "ingest", "heldout_triplets.parquet"),
    ];

    /// <summary>Who judged the triplets that are evaluated on, where that is known.</summary>
    private static IReadOnlyList<InputBinding> Trials => [From("test-trials", "ingest", "test_trials.parquet"), From("heldout-trials", "ingest", "heldout_trials.parquet")];

    private static IReadOnlyList<InputBinding> Similarities =>
        [From("similarity", "ingest", "similarity.arrow"), From("heldout-similarity", "ingest", "heldout_similarity.arrow")];

    private static IReadOnlyList<InputBinding> Responses =>
        [From("responses", "ingest", "responses.parquet"), From("evaluation-images", "ingest", "evaluation_images.parquet")];

    private static bool IsSimulated(DataOptions data) => data.Source == DataSource.Simulated;

    private static bool HasBenchmarks(DataOptions data) => data.HasBenchmarks;

    /// <summary>Robustness compares settings of a student, as all evaluations but that of the teacher alone do.</summary>
    private static bool HasRobustness(DataOptions data) => HasStudent(data) && data.HasRobustness;

    private static bool HasStudent(DataOptions data) => data.Source == DataSource.Simulated || data.Student.Length > 0;

    /// <summary>Published labels, and people's without a setting beside them, leave no use for the large set's representations, clusters and samples.</summary>
    private static bool SamplesTriplets(DataOptions data) => data.LabelledTriplets.Length == 0 && (data.LabelSource == LabelSource.Teacher || data.Distillation);

    /// <summary>The teacher's labels have triplets to validate on, of images that have been trained on; people's have their own test triplets.</summary>
    private static bool Validates(DataOptions data) => HasStudent(data) && data.LabelSource == LabelSource.Teacher;

    /// <summary>The teacher is needed to label, and is measured wherever there is one.</summary>
    private static bool UsesTeacher(DataOptions data) => IsSimulated(data) || SamplesTriplets(data) || data.Teacher.Length > 0;

    /// <summary>Where published files stand in for what is fitted to judgements, the judgements may be missing.</summary>
    private static bool InfersPosteriors(DataOptions data) =>
        IsSimulated(data) || data.TrainTriplets.Length > 0 || (SamplesTriplets(data) && data.Transform.Length == 0);

    private static bool TransformsTeacher(DataOptions data) => UsesTeacher(data) && (data.Transform.Length > 0 || InfersPosteriors(data));

    private static bool TransformsStudent(DataOptions data) => HasStudent(data) && InfersPosteriors(data);

    /// <summary>Beside published labels the unaligned ones are published too, or there are none: nothing is sampled for them alone.</summary>
    private static bool HasDistillation(DataOptions data) => data.Distillation && (SamplesTriplets(data) || data.DistillationTriplets.Length > 0);

    private static bool DistillsStudent(DataOptions data) => HasStudent(data) && HasDistillation(data);

    private static IReadOnlyList<InputBinding> If(bool condition, params IReadOnlyList<InputBinding> inputs) => condition ? inputs : [];

    private static ArtifactInput From(string name, string node, string output) => new(name, node, output);

    /// <summary>The data folder, where it is an artifact. Stages that read images by the hashes of a table do not key it.</summary>
    private static Func<DataOptions, IReadOnlyList<InputBinding>> Study(bool keyed) =>
        data => IsSimulated(data) ? [new ArtifactInput(StudyInput, "simulate", "study", keyed)] : [];

    private static InputBinding Teacher(DataOptions data) => IsSimulated(data)
        ? From("model", "pretrain-teacher", "teacher.onnx")
        : new FileInput("model", data.Teacher, "data.teacher");

    /// <summary>The simulated study's pretrained student; a profile's own is read from its files.</summary>
    private static IReadOnlyList<InputBinding> StudentArtifact(DataOptions data) =>
        IsSimulated(data) ? [From("weights", "pretrain-student", "student.safetensors")] : [];

    private static Func<DataOptions, InputBinding> Student(string node) => _ => From("model", node, "student.onnx");

    private static Func<DataOptions, IReadOnlyList<InputBinding>> Embed(Func<DataOptions, InputBinding> model, params string[] lists) => data =>
        [model(data), .. ImageLists(lists), .. Study(keyed: false)(data)];

    private static Func<DataOptions, IReadOnlyList<InputBinding>> EmbedCorrupted(Func<DataOptions, InputBinding> model) => data =>
    [
        .. Embed(model, BenchmarkImages)(data), From("readout", "plan-robustness", "readout.parquet"), From("corruptions", "plan-robustness", "corruptions.parquet"),
    ];

    private static IEnumerable<InputBinding> ImageLists(params string[] lists) =>
        lists.Select(list => From(list, list == BenchmarkImages ? "ingest-benchmarks" : "ingest", list.Replace('-', '_') + ".parquet"));

    private static Func<DataOptions, IReadOnlyList<InputBinding>> UdFit(string embedding) => _ =>
        [From("probabilities", "vice-posteriors", "probabilities.parquet"), From("objects", embedding, "objects.arrow")];

    private static Func<DataOptions, IReadOnlyList<InputBinding>> Label(string representations, Func<DataOptions, string> published, string option) => data =>
        published(data).Length > 0
            ? [new FileInput(LabelStage.ReleasedInput, published(data), option), From("images", "ingest", "images.parquet")]
            : [From("triplets", "sample-triplets", "triplets.parquet"), From("representations", representations, "representations.arrow")];

    private static InputBinding LargeSet => From("images", "ingest", "images.parquet");

    /// <summary>The images that labelled triplets speak of: people judged objects.</summary>
    private static InputBinding LabelledImages(DataOptions data) => data.LabelSource == LabelSource.Teacher ? LargeSet : From("images", "ingest", "objects.parquet");

    private static Func<DataOptions, IReadOnlyList<InputBinding>> Finetune(string labels, Func<DataOptions, InputBinding> images) => data =>
        [From("labelled", labels, "labelled.parquet"), images(data), From("student", "prepare-student", "student.safetensors"), .. Study(keyed: false)(data)];

    private static IReadOnlyList<InputBinding> Embedded(string prefix, string node, params string[] lists) => [.. lists.Select(list => From($"{prefix}/{list}", node, list))];

    /// <summary>Some lists of images as every model and setting of a profile represents them.</summary>
    private static IReadOnlyList<InputBinding> Settings(DataOptions data, params string[] lists) =>
    [
        .. If(UsesTeacher(data), Embedded("teacher", "embed-objects", lists)), .. Embedded("original", "embed-original", lists),
        .. If(DistillsStudent(data), Embedded("distillation", "embed-distilled", lists)), .. Embedded("alignet", "embed-aligned", lists), .. Transforms(data),
    ];

    /// <summary>The benchmark sets as every model and setting of a profile represents them.</summary>
    private static IReadOnlyList<InputBinding> Benchmarks(DataOptions data) => EveryModel(data, "embed-benchmarks", BenchmarkMatrix);

    /// <summary>The corrupted images likewise.</summary>
    private static IReadOnlyList<InputBinding> Corrupted(DataOptions data) => EveryModel(data, "embed-corruptions", CorruptedMatrix);

    private static IReadOnlyList<InputBinding> EveryModel(DataOptions data, string node, string matrix) =>
    [
        .. If(UsesTeacher(data), Embedded("teacher", node, matrix)), .. Embedded("original", $"{node}-original", matrix),
        .. If(DistillsStudent(data), Embedded("distillation", $"{node}-distilled", matrix)), .. Embedded("alignet", $"{node}-aligned", matrix),
    ];

    /// <summary>The images whose arrangement is compared: those of known classes, or where a profile names none, other images that no fit saw, or the objects.</summary>
    private static IReadOnlyList<InputBinding> Hierarchy(DataOptions data) => data.HierarchyImages.Length > 0
        ? [From("hierarchy", "ingest-benchmarks", "hierarchy.parquet"), .. Transforms(data), .. Benchmarks(data)]
        : data.EvaluationImages.Length > 0
            ? [From("evaluation-images", "ingest", "evaluation_images.parquet"), .. Settings(data, "evaluation_images.arrow")]
            : [From("objects", "ingest", "objects.parquet"), .. Settings(data, "objects.arrow")];

    private static IReadOnlyList<InputBinding> Transforms(DataOptions data) =>
    [
        .. If(TransformsTeacher(data), From("teacher-transform", "ud-fit", "transform.arrow")),
        .. If(TransformsStudent(data), From("student-transform", "ud-fit-student", "transform.arrow")),
    ];
}
