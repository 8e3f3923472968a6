namespace AligNet.Pipeline;

/// <summary>An output of another node.</summary>
/// <param name="Name">The input's name in the stage.</param>
/// <param name="Node">The other node.</param>
/// <param name="Output">Its output.</param>
/// <param name="Keyed">Whether its content enters the fingerprint; false where another input already carries the content's hash.</param>
public sealed record ArtifactInput(string Name, string Node, string Output, bool Keyed = true) : InputBinding(Name);
