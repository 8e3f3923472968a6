using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads a list of images: a table with paths, a folder, a folder of class folders, or a tar, read in place.</summary>
public static class ImageList
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"];

    /// <summary>Whether a source is a tar: then its one file holds all images.</summary>
    public static bool IsTar(string source) => Path.GetExtension(source).Equals(".tar", StringComparison.OrdinalIgnoreCase);

    /// <summary>The images in order: of the table's rows, of their paths, or of the tar's members.</summary>
    /// <param name="dataRoot">Folder that paths start from.</param>
    /// <param name="source">Table, folder or tar, relative to the data root.</param>
    /// <param name="pathColumn">Column of a table that holds the path, relative to the table.</param>
    /// <param name="labelColumn">Column of a table that holds the label; may be missing.</param>
    /// <param name="faults">What becomes of an image that is named twice.</param>
    /// <exception cref="ArtifactException">Nothing there, no such column, no image, or an image named twice.</exception>
    public static IReadOnlyList<ImageEntry> Read(string dataRoot, string source, string pathColumn, string labelColumn, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        string full = Path.GetFullPath(Path.Combine(dataRoot, source));
        List<ImageEntry> entries = Directory.Exists(full) ? ReadFolder(dataRoot, full)
            : IsTar(full) ? ReadTar(dataRoot, full)
            : ReadTable(dataRoot, full, pathColumn, labelColumn);
        if (entries.Count == 0)
        {
            throw new ArtifactException($"{full}: names no image; expected at least one of the kinds {string.Join(' ', Endings)}.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ImageEntry entry in entries)
        {
            if (!seen.Add(entry.Id))
            {
                faults.Add(new ArtifactException($"{entry.Where}: image '{entry.Id}' is named a second time; name every image once."));
            }
        }

        return entries;
    }

    /// <summary>The images of a folder by their paths inside it, in ordinal order; the first component is the label.</summary>
    internal static List<ImageEntry> ReadFolder(string dataRoot, string folder)
    {
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(IsImage)
                .Select(file => (File: file, Inside: Relative(folder, file)))
                .OrderBy(image => image.Inside, StringComparer.Ordinal)
                .Select(image => new ImageEntry(image.Inside, Relative(dataRoot, image.File), Label(image.Inside), folder)),
        ];
    }

    /// <summary>A path relative to a folder, with '/' separators.</summary>
    /// <param name="root">Full path of the folder.</param>
    /// <param name="path">Full path of a file.</param>
    internal static string Relative(string root, string path)
    {
        // Most files are below the folder, and of millions of them the general way shows.
        bool below = path.Length > root.Length + 1 && path.StartsWith(root, StringComparison.Ordinal) && path[root.Length] == Path.DirectorySeparatorChar;
        return (below ? path[(root.Length + 1)..] : Path.GetRelativePath(root, path)).Replace('\\', '/');
    }

    private static List<ImageEntry> ReadTable(string dataRoot, string path, string pathColumn, string labelColumn)
    {
        var table = CsvColumns.Read(path, [pathColumn, labelColumn]);
        string[] paths = table.Find(pathColumn) ?? throw new ArtifactException($"{path}: has no column '{pathColumn}', only {string.Join(", ", table.Names)}.");
        string[]? labels = table.Find(labelColumn);
        string folder = Path.GetDirectoryName(path)!;
        List<ImageEntry> entries = new(paths.Length);
        for (int row = 0; row < paths.Length; row++)
        {
            string image = paths[row].Replace('\\', '/');
            entries.Add(new ImageEntry(image, Relative(dataRoot, Path.GetFullPath(image, folder)), labels?[row] ?? "", path) { Line = row + 2 });
        }

        return entries;
    }

    /// <summary>The same names and labels as when the tar, and the tars in it, were unpacked each into a folder of its own name.</summary>
    private static List<ImageEntry> ReadTar(string dataRoot, string path)
    {
        string file = Relative(dataRoot, path);
        return
        [
            .. TarIndex.Read(path).Entries
                .Where(entry => IsImage(entry.Name))
                .Select(entry => (Entry: entry, Inside: entry.Archive.Length > 0 ? $"{entry.Archive[..^".tar".Length]}/{entry.Name}" : entry.Name))
                .Select(image => new ImageEntry(
                    image.Inside,
                    file,
                    image.Entry.Archive.Length > 0 ? Path.GetFileNameWithoutExtension(image.Entry.Archive) : Label(image.Inside),
                    $"{path}[{image.Inside}]",
                    image.Entry.Offset,
                    image.Entry.Length)),
        ];
    }

    private static bool IsImage(string file) => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string Label(string inside) => inside.IndexOf('/', StringComparison.Ordinal) is > 0 and int slash ? inside[..slash] : "";
}
