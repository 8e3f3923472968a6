using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Ingest;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>The names of the right classes of each image of a robustness set, from what its row of the table says.</summary>
/// <remarks>Names: the images' own labels are names of classes, several separated by <c>|</c>. Numbers: they are numbers of classes (the folders of
/// ImageNet-V2). A <c>.json</c> file: lists of such numbers for the images in the order of their names (ImageNet-ReaL).</remarks>
internal static class RightClasses
{
    /// <summary>The form in which images' labels are numbers of classes.</summary>
    public const string Numbers = "numbers";

    private const char Separator = '|';

    /// <summary>Whether a labels entry names a file.</summary>
    public static bool IsFile(string labels) => Path.GetExtension(labels).Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of the right classes, image by image.</summary>
    /// <param name="where">Table and line, for messages.</param>
    /// <param name="labels">Empty or "names", "numbers", or the path of a .json file.</param>
    /// <param name="images">The images.</param>
    /// <param name="classes">Names of classes in the order of their numbers.</param>
    /// <exception cref="ArtifactException">An unknown form, a number that no class has, or a file that does not fit the images.</exception>
    public static string[][] Of(string where, string labels, IReadOnlyList<ImageEntry> images, IReadOnlyList<string> classes)
    {
        if (IsFile(labels))
        {
            return OfFile(where, labels, images, classes);
        }

        return labels switch
        {
            "" or "names" => [.. images.Select(image => image.Label.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            Numbers => [.. images.Select(image => new[] { int.TryParse(image.Label, out int number) ? Name(number, $"{image.Where}: image '{image.Id}'", classes)
                : throw new ArtifactException($"{image.Where}: image '{image.Id}' has the label '{image.Label}', expected the number of a class, since {where} says labels = {Numbers}.") })],
            _ => throw new ArtifactException($"{where}: labels is '{labels}', expected names, {Numbers} or a .json file."),
        };
    }

    private static string[][] OfFile(string where, string path, IReadOnlyList<ImageEntry> images, IReadOnlyList<string> classes)
    {
        int[][] lists = ClassNumberLists.Read(path);
        if (lists.Length != images.Count)
        {
            throw new ArtifactException($"{path}: has {lists.Length} entries, {where} names {images.Count} images; expected one entry an image, in the order of their names.");
        }

        string[][] right = new string[lists.Length][];
        foreach ((int place, int image) in Enumerable.Range(0, images.Count).OrderBy(image => images[image].Id, StringComparer.Ordinal).Index())
        {
            right[image] = [.. lists[place].Select(number => Name(number, $"{path}, entry {place}", classes))];
        }

        return right;
    }

    private static string Name(int number, string where, IReadOnlyList<string> classes) => number >= 0 && number < classes.Count
        ? classes[number]
        : throw new ArtifactException(
            $"{where}: names class {number}, expected 0 to {classes.Count - 1}. Where the clean images do not show all classes that are numbered, name a list of them in the column classes.");
}
