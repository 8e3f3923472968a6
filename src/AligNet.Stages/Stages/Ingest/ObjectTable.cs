using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Reads the judged objects: a table with a row an object (its own, or THINGS' things_concepts.tsv), or a folder with an image an
/// object, as the stimuli of similarity studies come.</summary>
public static class ObjectTable
{
    private const string NameField = "{name}";

    /// <summary>Names and images of the objects in order: of the rows, or of the file names (ordinal).</summary>
    /// <param name="dataRoot">Folder that paths start from.</param>
    /// <param name="source">Table or folder, relative to the data root.</param>
    /// <param name="options">Columns, and the pattern of images.</param>
    /// <param name="faults">What becomes of a pattern that fits no file or several.</param>
    /// <returns>A name an object, and its image; the label is the category.</returns>
    /// <exception cref="ArtifactException">Nothing there, no such column, no object, or no image of the pattern.</exception>
    public static (string[] Names, IReadOnlyList<ImageEntry> Images) Read(string dataRoot, string source, IngestOptions options, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(faults);
        string full = Path.GetFullPath(Path.Combine(dataRoot, source));
        (string[] Names, IReadOnlyList<ImageEntry> Images) objects = Directory.Exists(full) ? ReadFolder(dataRoot, full) : ReadTable(dataRoot, full, options, faults);
        return objects.Names.Length > 0 ? objects : throw new ArtifactException($"{full}: names no object, expected at least one.");
    }

    private static (string[] Names, IReadOnlyList<ImageEntry> Images) ReadFolder(string dataRoot, string folder)
    {
        List<ImageEntry> images = ImageList.ReadFolder(dataRoot, folder);
        return ([.. images.Select(image => image.Id[..^Path.GetExtension(image.Id).Length])], images);
    }

    private static (string[] Names, IReadOnlyList<ImageEntry> Images) ReadTable(string dataRoot, string path, IngestOptions options, FaultList faults)
    {
        CsvTable table = CsvTable.Read(path);
        bool hasPattern = options.ObjectImagePattern.Length > 0;
        string[] names = hasPattern || table.Has(options.ObjectNameColumn)
            ? table.Text(options.ObjectNameColumn)
            : [.. Enumerable.Range(0, table.Rows).Select(row => row.ToString())];
        string[]? categories = table.Has(options.ObjectCategoryColumn) ? table.Text(options.ObjectCategoryColumn) : null;
        string[]? paths = hasPattern ? null : table.Text(options.ObjectImageColumn);
        string folder = Path.GetDirectoryName(path)!;
        var images = new ImageEntry[table.Rows];
        for (int row = 0; row < images.Length; row++)
        {
            string where = $"{path}, line {row + 2}";
            string image = paths?[row] ?? Find(folder, options.ObjectImagePattern.Replace(NameField, names[row], StringComparison.Ordinal), where, faults);
            images[row] = new ImageEntry(
                image.Replace('\\', '/'), ImageList.Relative(dataRoot, Path.GetFullPath(Path.Combine(folder, image))), categories?[row] ?? "", path) { Line = row + 2 };
        }

        return (names, images);
    }

    /// <summary>The one file that a path with * or ? in its last component stands for.</summary>
    private static string Find(string folder, string pattern, string where, FaultList faults)
    {
        (string parent, string file) = (Path.GetDirectoryName(pattern) ?? "", Path.GetFileName(pattern));
        if (!file.AsSpan().ContainsAny('*', '?'))
        {
            return pattern;
        }

        string inside = Path.Combine(folder, parent);
        string[] found = Directory.Exists(inside) ? Directory.GetFiles(inside, file) : [];
        if (found.Length != 1)
        {
            string shown = found.Length == 0 ? "none" : $"{found.Length}, like {string.Join(", ", found.Order(StringComparer.Ordinal).Take(2).Select(Path.GetFileName))}";
            faults.Add(new ArtifactException($"{where}: ingest.object_image_pattern asks for one file '{pattern}' in {folder}, found {shown}. Correct the pattern or the files."));
        }

        return found.Length == 1 ? Path.Combine(parent, Path.GetFileName(found[0])) : pattern;
    }
}
