using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads a list of images: a table with paths, a folder, or a folder of class folders.</summary>
public static class ImageList
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm"];

    /// <summary>The images in order: of the table's rows, or of their paths.</summary>
    /// <param name="dataRoot">Folder that paths start from.</param>
    /// <param name="source">Table or folder, relative to the data root.</param>
    /// <param name="pathColumn">Column of a table that holds the path, relative to the table.</param>
    /// <param name="labelColumn">Column of a table that holds the label; may be missing.</param>
    /// <param name="mayRepeat">Whether two rows may name one image (two objects may share a photograph).</param>
    /// <exception cref="ArtifactException">Nothing there, no such column, no image, or an image named twice.</exception>
    public static IReadOnlyList<ImageEntry> Read(string dataRoot, string source, string pathColumn, string labelColumn, bool mayRepeat = false)
    {
        string full = Path.GetFullPath(Path.Combine(dataRoot, source));
        List<ImageEntry> entries = Directory.Exists(full) ? ReadFolder(dataRoot, full) : ReadTable(dataRoot, full, pathColumn, labelColumn);
        if (entries.Count == 0)
        {
            throw new ArtifactException($"{full}: names no image; expected at least one of the kinds {string.Join(' ', Endings)}.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ImageEntry entry in entries)
        {
            if (!seen.Add(entry.Id) && !mayRepeat)
            {
                throw new ArtifactException($"{entry.Where}: image '{entry.Id}' is named a second time; name every image once.");
            }
        }

        return entries;
    }

    private static List<ImageEntry> ReadTable(string dataRoot, string path, string pathColumn, string labelColumn)
    {
        CsvTable table = CsvTable.Read(path);
        string[] paths = table.Text(pathColumn);
        string[]? labels = table.Has(labelColumn) ? table.Text(labelColumn) : null;
        string folder = Path.GetDirectoryName(path)!;
        return
        [
            .. paths.Select((image, row) => new ImageEntry(
                image.Replace('\\', '/'), Relative(dataRoot, Path.GetFullPath(Path.Combine(folder, image))), labels?[row] ?? "", $"{path}, line {row + 2}")),
        ];
    }

    private static List<ImageEntry> ReadFolder(string dataRoot, string folder)
    {
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Select(file => (File: file, Inside: Relative(folder, file)))
                .OrderBy(image => image.Inside, StringComparer.Ordinal)
                .Select(image => new ImageEntry(
                    image.Inside,
                    Relative(dataRoot, image.File),
                    image.Inside.Contains('/', StringComparison.Ordinal) ? image.Inside[..image.Inside.IndexOf('/', StringComparison.Ordinal)] : "",
                    folder)),
        ];
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
