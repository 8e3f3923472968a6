namespace AligNet.Stages;

/// <summary>One thing that a stage looked at.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">Name of the option's property, or of the input; empty for the seed.</param>
/// <param name="Column">Name of the column; empty unless it is one.</param>
public sealed record StageRead(StageReadKind Kind, string Name, string Column);
