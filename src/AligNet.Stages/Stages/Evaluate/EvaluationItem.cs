using AligNet.Artifacts;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Stages.Evaluate;

/// <summary>One of the things that the method evaluates, and how to tell whether a run has it.</summary>
/// <param name="Section">Section of the method.</param>
/// <param name="What">What is measured.</param>
/// <param name="Reason">What a profile without it lacks.</param>
/// <param name="IsIn">Whether a row of metrics.parquet (model, setting, task, subset, metric) belongs to it.</param>
internal sealed record EvaluationItem(string Section, string What, string Reason, Func<EvaluationItem.Row, bool> IsIn)
{
    /// <summary>What a number is about.</summary>
    public readonly record struct Row(string Model, string Setting, string Task, string Subset, string Metric);

    /// <summary>Everything, in the order of METHOD section 8.</summary>
    public static IReadOnlyList<EvaluationItem> All { get; } =
    [
        Setting("student", "original", "The untouched student", "data.student names no checkpoint."),
        Setting("student", "distillation", "The student after distillation", "Published labels (data.labelled_triplets) stand without those of the unaligned teacher (data.distillation_triplets)."),
        Setting("student", "ud", "The student with a transform fitted to judgements (UD)", "data.train_triplets names no judgements to fit it to."),
        Setting("student", "alignet", "The aligned student", "data.student names no checkpoint."),
        Setting("teacher", "original", "The teacher", "data.teacher names no encoder."),
        Setting("teacher", "ud", "The aligned teacher", "data.teacher names no encoder, or neither data.train_triplets nor data.transform gives its transform."),
        new("8.1", "Human triplets of judged objects", "data.test_triplets names none.", row => row is { Task: "odd-one-out", Subset: "judged", Model: not "human" }),
        new("8.1", "Human triplets of held-out objects", "data.heldout_triplets names none, and ingest.heldout_folds holds no objects back.", row => row is { Task: "odd-one-out", Subset: "held-out", Model: not "human" }),
        new("8.1", "Noise ceiling of human triplets", "Too few of them were answered more than once.", row => row is { Task: "odd-one-out", Setting: HumanAgreement.Ceiling }),
        new("8.2", "Similarity of judged objects", "data.similarity names none.", row => row is { Task: "rsa", Subset: "judged" }),
        new("8.2", "Similarity of held-out objects", "data.heldout_similarity names none.", row => row is { Task: "rsa", Subset: "held-out" }),
        new("8.2", "Rated similarity of sets of images", "data.ratings names none.", row => row.Task == "ratings"),
        new("8.3", "Accuracy by abstraction level", "data.levels names no responses.", row => row is { Task: "levels", Model: not "human" }),
        new("8.3", "Noise ceiling by abstraction level", "data.levels has no triplet with several responses.", row => row is { Task: "levels", Setting: HumanAgreement.Ceiling }),
        new("8.4", "Uncertainty against response times", "data.levels has no response times below evaluate-levels.max_response_time_ms.", row => row is { Task: "uncertainty", Metric: "entropy and log response time", Model: not "human" }),
        new("8.4", "Uncertainty against the entropy of responses", "data.levels names no responses.", row => row is { Task: "uncertainty", Metric: "entropy and response entropy" }),
        new("8.5", "Few-shot classification of the evaluation images", "data.evaluation_images names none with labels, or too few of a class for evaluate-few-shot.shots.", row => row.Task == "few-shot" && row.Subset.StartsWith(FewShotTask.EvaluationImages, StringComparison.Ordinal)),
        new("8.5", "Few-shot classification of other classes", "data.few_shot names no set, or too few images of a class for evaluate-few-shot.shots.", row => row.Task == "few-shot" && !row.Subset.StartsWith(FewShotTask.EvaluationImages, StringComparison.Ordinal)),
        .. BreedsTask.All.Select(task => new EvaluationItem(
            "8.6", $"Sub-population shift: BREEDS, {task.Name}", "data.breeds names no hierarchy for data.clean_images, or ingest-benchmarks.breeds_tasks leaves the task out.",
            row => row.Task == "shift" && row.Subset.StartsWith($"{task.Name},", StringComparison.Ordinal))),
        new("8.6", "Sub-population shift: other tasks", "data.shift names none.",
            row => row.Task == "shift" && !BreedsTask.All.Any(task => row.Subset.StartsWith($"{task.Name},", StringComparison.Ordinal))),
        new("8.7", "Read-out of clean images", "data.clean_images names none.", row => row is { Task: RobustnessTask.Task, Subset: RobustnessTask.CleanSubset }),
        new("8.7", "Corruptions", "data.clean_images names none, or plan-robustness.severities is empty.", row => row is { Task: RobustnessTask.Task, Subset: RobustnessTask.MeanSubset }),
        .. new[] { "ImageNet-A", "ImageNet-R", "ImageNet-V2", "ImageNet-ReaL" }.Select(name => new EvaluationItem(
            "8.7", $"{name}", $"data.robustness names no set '{name.ToLowerInvariant()}'.",
            row => row.Task == RobustnessTask.SetsTask && row.Subset.StartsWith(name, StringComparison.OrdinalIgnoreCase))),
        new("8.8", "Changes of distance along the hierarchy of categories", "No images have classes with basic and superordinate categories.", row => row.Task == "hierarchy"),
        new("8.9", "Similarity of geometry between models", "There are no two models, or no images to compare them on.", row => row.Task == "geometry"),
    ];

    /// <summary>The items without a number, as a table: section, what, reason.</summary>
    /// <param name="metrics">metrics.parquet.</param>
    /// <param name="comparisons">comparisons.parquet, for the tests of METHOD 8.10.</param>
    public static Table Unavailable(Table metrics, Table comparisons)
    {
        string[][] about = [.. new[] { "model", "setting", "task", "subset", "metric" }.Select(metrics.Get<string>)];
        Row[] rows = [.. Enumerable.Range(0, metrics.Rows).Select(row => new Row(about[0][row], about[1][row], about[2][row], about[3][row], about[4][row]))];
        EvaluationItem[] missing = [.. All.Where(item => !rows.Any(item.IsIn))];
        if (comparisons.Get<double?>("p_value").All(value => value is null))
        {
            missing = [.. missing, new EvaluationItem("8.10", "Tests of differences between settings", "Nothing was compared, or every evaluation's bootstrap_samples is 0.", _ => false)];
        }

        return new Table(
            Column.Of("section", missing.Select(item => item.Section).ToArray()), Column.Of("what", missing.Select(item => item.What).ToArray()),
            Column.Of("reason", missing.Select(item => item.Reason).ToArray()));
    }

    private static EvaluationItem Setting(string model, string setting, string what, string reason) => new("8", what, reason, row => row.Model == model && row.Setting == setting);
}
