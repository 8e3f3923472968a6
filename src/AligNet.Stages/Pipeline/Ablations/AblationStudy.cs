namespace AligNet.Pipeline.Ablations;

/// <summary>An ablation as its file declares it (METHOD 8).</summary>
public sealed record AblationStudy
{
    /// <summary>Its name: that of the file.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Options that all variants set, "section.key=value".</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>What is varied: one or two factors.</summary>
    public required IReadOnlyList<AblationFactor> Factors { get; init; }

    /// <summary>What is shown.</summary>
    public required IReadOnlyList<AblationMeasure> Measures { get; init; }

    /// <summary>Root seeds; empty: the run's own alone.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Setting of the first variant that figures mark, or empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The analyses of variance.</summary>
    public IReadOnlyList<AblationRepetition> Repeated { get; init; } = [];

    /// <summary>Name of the measure by which the best variant is chosen, or empty: nothing is chosen.</summary>
    public string Choose { get; init; } = "";

    /// <summary>Every condition: the levels of the first factor, and within each those of the second.</summary>
    public IReadOnlyList<AblationVariant> Variants =>
        Factors.Aggregate<AblationFactor, AblationVariant[]>([new AblationVariant([], [], null)], (variants, factor) =>
        [
            .. variants.SelectMany(variant => factor.Levels.Select((level, index) => new AblationVariant(
                [.. variant.Levels, level], [.. variant.Set, .. factor.Set[index]], factor.IsSetting ? level : variant.Setting))),
        ]);
}
