using AligNet.Imaging;

namespace AligNet.Stages.Ingest;

/// <summary>An image as a table, a folder or a tar names it.</summary>
/// <param name="Id">Identifier, unique in its list: the path as given.</param>
/// <param name="Path">Path of its file relative to the data root, '/' separators.</param>
/// <param name="Label">Class label, or empty.</param>
/// <param name="Source">What names it, for messages: a file, a folder, a member of a tar.</param>
/// <param name="Offset">Where it starts in its file, bytes; 0: it is the whole file.</param>
/// <param name="Length">Its length in bytes when it is a part of a file.</param>
public sealed record ImageEntry(string Id, string Path, string Label, string Source, long Offset = 0, long Length = 0)
{
    /// <summary>The line of the table that names it; 0: no table does.</summary>
    public int Line { get; init; }

    /// <summary>What names it, with the line, for messages.</summary>
    public string Where => Line > 0 ? $"{Source}, line {Line}" : Source;

    /// <summary>The bytes to read.</summary>
    internal ImageFile File(string dataRoot) => new(System.IO.Path.GetFullPath(System.IO.Path.Combine(dataRoot, Path)), null, Offset, Length);
}
