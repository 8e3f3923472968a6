namespace AligNet.Pipeline.Ablations;

/// <summary>One condition of an ablation: a level of each factor.</summary>
/// <param name="Levels">Names of its levels, one a factor.</param>
/// <param name="Set">The options that it sets.</param>
/// <param name="Setting">The setting that it measures, or null for each measure's own.</param>
public sealed record AblationVariant(IReadOnlyList<string> Levels, IReadOnlyList<string> Set, string? Setting)
{
    /// <summary>Its name: the levels.</summary>
    public string Name => string.Join(" · ", Levels);
}
