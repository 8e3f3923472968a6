namespace AligNet.Pipeline;

/// <summary>Where an input of a node comes from.</summary>
/// <param name="Name">The input's name in the stage.</param>
public abstract record InputBinding(string Name);
