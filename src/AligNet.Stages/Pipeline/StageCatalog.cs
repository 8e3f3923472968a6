namespace AligNet.Pipeline;

/// <summary>The graph.</summary>
public static class StageCatalog
{
    /// <summary>Every node, inputs before the nodes that read them.</summary>
    public static IReadOnlyList<StageNode> Nodes { get; } =
    [
        new("simulate", "Draw a simulated study with known truth", []),
        new("pretrain-teacher", "Pretrain the simulated teacher", ["simulate"]),
        new("pretrain-student", "Pretrain the simulated student", ["simulate"]),
        new("ingest", "Read objects, triplets and images", ["simulate"]),
        new("vice-posteriors", "Infer the VICE posterior of human judgements", ["ingest"]),
        new("embed-objects", "Represent the object images with the teacher", ["ingest", "pretrain-teacher"]),
        new("embed-images", "Represent the large image set with the teacher", ["ingest", "pretrain-teacher"]),
        new("ud-fit", "Fit the human-aligning transform", ["vice-posteriors", "embed-objects"]),
        new("cluster", "Cluster the transformed image representations", ["embed-images", "ud-fit"]),
        new("sample-triplets", "Draw triplets across cluster boundaries", ["ingest", "cluster"]),
        new("label", "Label triplets with the aligned teacher", ["embed-images", "ud-fit", "sample-triplets"]),
        new("label-distillation", "Label triplets with the unaligned teacher", ["embed-images", "sample-triplets"]),
        new("prepare-student", "Read the student's weights", ["pretrain-student"]),
        new("finetune", "Fine-tune the student on aligned labels", ["ingest", "label", "prepare-student"]),
        new("finetune-distillation", "Fine-tune the student on unaligned labels", ["ingest", "label-distillation", "prepare-student"]),
        new("embed-original", "Represent images with the untouched student", ["ingest", "prepare-student"]),
        new("embed-distilled", "Represent images with the distilled student", ["ingest", "finetune-distillation"]),
        new("embed-aligned", "Represent images with the aligned student", ["ingest", "finetune"]),
        new("ud-fit-student", "Fit the transform on the frozen student", ["vice-posteriors", "embed-original"]),
        new("evaluate", "Measure the four settings", ["ingest", "embed-original", "embed-distilled", "embed-aligned", "ud-fit-student"]),
        new("report", "Write the report", ["evaluate"]),
    ];
}
