namespace AligNet.Pipeline;

/// <summary>A file outside the store, named by an option.</summary>
/// <param name="Name">The input's name in the stage.</param>
/// <param name="Path">Path, relative to <c>data.root</c>.</param>
/// <param name="Option">The option that names it, for messages.</param>
/// <param name="IsOptional">Whether the input is simply left out when there is no such file.</param>
public sealed record FileInput(string Name, string Path, string Option, bool IsOptional = false) : InputBinding(Name);
