using AligNet.Numerics.Hierarchy;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>How the sets that are only evaluated on are read.</summary>
public sealed record IngestBenchmarksOptions : StageOptions
{
    /// <summary>Column of an image table that holds the path.</summary>
    public string ImagePathColumn { get => Read(field); init; } = "path";

    /// <summary>Column of an image table that holds the class label.</summary>
    public string LabelColumn { get => Read(field); init; } = "label";

    /// <summary>Column of the table of hierarchy images that holds the class.</summary>
    public string HierarchyLabelColumn { get => Read(field); init; } = "label";

    /// <summary>Most images of data.hierarchy_images that are taken, evenly over classes; every model embeds them.</summary>
    public int MostHierarchyImages { get => Read(field); init; } = 2000;

    /// <summary>BREEDS' tasks that are made of the clean images: entity13, entity30, living17, nonliving26.</summary>
    public string[] BreedsTasks { get => Read(field); init; } = [.. BreedsTask.All.Select(task => task.Name)];

    /// <summary>How a super-class's sub-classes are parted into source and target: random (the benchmark's own), good (similar ones on both sides) or bad.</summary>
    public BreedsSplit BreedsSplit { get => Read(field); init; } = BreedsSplit.Random;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (MostHierarchyImages < 2)
        {
            yield return $"most_hierarchy_images: expected 2 or more, found {MostHierarchyImages}.";
        }

        string[] known = [.. BreedsTask.All.Select(task => task.Name)];
        if (BreedsTasks.FirstOrDefault(task => !known.Contains(task)) is { } unknown)
        {
            yield return $"breeds_tasks: expected some of {string.Join(", ", known)}, found '{unknown}'.";
        }
    }
}
