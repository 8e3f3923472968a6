namespace AligNet.Pipeline;

/// <summary>A value given for an option, before it has a type.</summary>
/// <param name="Value">A string, long, double, bool, or an array of these.</param>
/// <param name="Origin">Where it was given: "stages/cluster.toml, line 7" or "--set cluster.k=40".</param>
/// <param name="Folder">Folder that a relative path in the value starts from.</param>
internal sealed record OptionValue(object Value, string Origin, string Folder);
