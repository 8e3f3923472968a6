namespace AligNet.Stages;

/// <summary>Names every file that a profile brings. Relative paths start from <see cref="Root"/>; nothing here enters a fingerprint,
/// since the content of the files does.</summary>
public sealed record DataOptions : IStageOptions
{
    /// <summary>Made by the pipeline, or read from files.</summary>
    public DataSource Source { get; init; } = DataSource.Simulated;

    /// <summary>Folder that the other paths start from; itself relative to the profile's file.</summary>
    public string Root { get; init; } = ".";

    /// <summary>Table of the judged objects, one image each: CSV with a header.</summary>
    public string Objects { get; init; } = "";

    /// <summary>Human odd-one-out triplets to learn from: .txt, .npy, .csv or .parquet; empty: none.</summary>
    public string TrainTriplets { get; init; } = "";

    /// <summary>Human odd-one-out triplets that are only evaluated on.</summary>
    public string TestTriplets { get; init; } = "";

    /// <summary>The large unlabelled image set: a CSV with paths, a folder, or a folder of class folders; empty: none.</summary>
    public string Images { get; init; } = "";

    /// <summary>Images with labels for evaluation: as <see cref="Images"/>; empty: none.</summary>
    public string EvaluationImages { get; init; } = "";

    /// <summary>Responses to triplets of evaluation images by abstraction level, one row a response; empty: none.</summary>
    public string Levels { get; init; } = "";

    /// <summary>Human embedding of the objects (objects × dimensions, .npy) whose dot products are the human similarity; empty: none.</summary>
    public string HumanEmbedding { get; init; } = "";

    /// <summary>The teacher: an image encoder in ONNX.</summary>
    public string Teacher { get; init; } = "";

    /// <summary>The student's pretrained weights: safetensors with timm names.</summary>
    public string Student { get; init; } = "";

    /// <summary>Where the simulated study puts its files, inside its own artifact.</summary>
    public static DataOptions OfSimulatedStudy { get; } = new()
    {
        Source = DataSource.Simulated,
        Objects = "objects.csv",
        TrainTriplets = "triplets_train.txt",
        TestTriplets = "triplets_test.txt",
        Images = "images.csv",
        EvaluationImages = "evaluation.csv",
        Levels = "levels.csv",
        HumanEmbedding = "human_embedding.npy",
    };

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Source == DataSource.Files && Objects.Length == 0)
        {
            yield return "objects: name the table of objects (CSV) when source = \"files\", found nothing.";
        }
    }
}
