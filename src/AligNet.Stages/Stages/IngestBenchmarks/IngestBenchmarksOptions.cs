namespace AligNet.Stages.IngestBenchmarks;

/// <summary>How the sets that are only evaluated on are read.</summary>
public sealed record IngestBenchmarksOptions : StageOptions
{
    /// <summary>Column of an image table that holds the path.</summary>
    public string ImagePathColumn { get => Read(field); init; } = "path";

    /// <summary>Column of an image table that holds the class label.</summary>
    public string LabelColumn { get => Read(field); init; } = "label";

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [];
}
