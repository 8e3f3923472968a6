namespace AligNet.Stages;

/// <summary>An input that lies outside the store: one file, or a set of files that counts as one.</summary>
/// <param name="Name">The input's name in the stage.</param>
/// <param name="Files">Name relative to the data root (with '/' separators) and full path of each file.</param>
/// <param name="IsSet">Whether names are part of the content (a set of images) or not (one table, wherever it lies).</param>
public sealed record SourceInput(string Name, IReadOnlyList<(string Relative, string Path)> Files, bool IsSet);
