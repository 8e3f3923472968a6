namespace AligNet.Pipeline;

/// <summary>One node of the graph.</summary>
/// <param name="Name">Kebab-case name, e.g. "sample-triplets".</param>
/// <param name="Description">One line.</param>
/// <param name="DependsOn">Names of the nodes whose artifacts it reads.</param>
public sealed record StageNode(string Name, string Description, IReadOnlyList<string> DependsOn);
