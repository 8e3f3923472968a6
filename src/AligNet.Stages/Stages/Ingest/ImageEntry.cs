namespace AligNet.Stages.Ingest;

/// <summary>An image as a table or folder names it.</summary>
/// <param name="Id">Identifier, unique in its list: the path as given.</param>
/// <param name="Path">Path relative to the data root, '/' separators.</param>
/// <param name="Label">Class label, or empty.</param>
/// <param name="Where">File and line that names it, for messages.</param>
public sealed record ImageEntry(string Id, string Path, string Label, string Where);
