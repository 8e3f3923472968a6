namespace AligNet.Stages.Simulate;

/// <summary>One dimension of the planted concept embedding.</summary>
/// <param name="Name">The category or property that it stands for.</param>
/// <param name="Kind">"superordinate", "basic" or "property".</param>
public readonly record struct ConceptDimension(string Name, string Kind);
