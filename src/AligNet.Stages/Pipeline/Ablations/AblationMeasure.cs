namespace AligNet.Pipeline.Ablations;

/// <summary>A number that an ablation shows: rows of a node's metrics.parquet.</summary>
public sealed record AblationMeasure
{
    /// <summary>Its name in tables and figures.</summary>
    public required string Name { get; init; }

    /// <summary>The node that measures it, like "evaluate-levels".</summary>
    public required string Node { get; init; }

    /// <summary>"student", "teacher" or "human".</summary>
    public string Model { get; init; } = "student";

    /// <summary>The setting, unless a factor says which.</summary>
    public string Setting { get; init; } = "alignet";

    /// <summary>Task of the row.</summary>
    public required string Task { get; init; }

    /// <summary>Subset of the row; each * stands for any text, and every subset that fits is a measure of its own.</summary>
    public required string Subset { get; init; }

    /// <summary>Metric of the row.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether more of it is better.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Whether only the first variant and the chosen one are measured: test data that the choice must not see.</summary>
    public bool OnlyChosen { get; init; }
}
