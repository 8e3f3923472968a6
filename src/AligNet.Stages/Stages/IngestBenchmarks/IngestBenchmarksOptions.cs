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

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (MostHierarchyImages < 2)
        {
            yield return $"most_hierarchy_images: expected 2 or more, found {MostHierarchyImages}.";
        }
    }
}
