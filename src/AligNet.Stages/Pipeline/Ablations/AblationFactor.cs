namespace AligNet.Pipeline.Ablations;

/// <summary>What an ablation varies: some levels, each a list of options that are set, or a setting of the evaluation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">Names of the levels; the first one is what the others are compared with.</param>
/// <param name="Set">The options that each level sets, "section.key=value"; empty lists where the levels are settings.</param>
/// <param name="IsSetting">Whether the levels are settings of the evaluation ("original", "alignet"), which one run has all of.</param>
public sealed record AblationFactor(string Name, IReadOnlyList<string> Levels, IReadOnlyList<IReadOnlyList<string>> Set, bool IsSetting);
