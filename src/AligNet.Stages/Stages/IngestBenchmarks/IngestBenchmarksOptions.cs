using AligNet.Numerics.Hierarchy;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>How the sets that are only evaluated on are read.</summary>
public sealed record IngestBenchmarksOptions : IStageOptions
{
    /// <summary>Column of an image table that holds the path.</summary>
    public string ImagePathColumn { get; init; } = "path";

    /// <summary>Column of an image table that holds the class label.</summary>
    public string LabelColumn { get; init; } = "label";

    /// <summary>BREEDS' tasks that are made of the clean images: entity13, entity30, living17, nonliving26.</summary>
    public string[] BreedsTasks { get; init; } = [.. BreedsTask.All.Select(task => task.Name)];

    /// <summary>How a super-class's sub-classes are parted into source and target: random (the benchmark's own), good (similar ones on both sides) or bad.</summary>
    public BreedsSplit BreedsSplit { get; init; } = BreedsSplit.Random;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        string[] known = [.. BreedsTask.All.Select(task => task.Name)];
        if (BreedsTasks.FirstOrDefault(task => !known.Contains(task)) is { } unknown)
        {
            yield return $"breeds_tasks: expected some of {string.Join(", ", known)}, found '{unknown}'.";
        }
    }
}
