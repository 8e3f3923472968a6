using System.IO;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>Names of classes in the order of their numbers: the first word of each line, as in ImageNet's <c>LOC_synset_mapping.txt</c>.</summary>
public static class ClassList
{
    private const long MostBytes = 4L << 20;

    /// <summary>Reads a file: the name of class 0, 1, …</summary>
    /// <exception cref="ArtifactException">It is missing, too large, empty, or names a class twice.</exception>
    public static string[] Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > MostBytes)
            {
                throw new ArtifactException($"{path}: has {length} bytes, expected at most {MostBytes}.");
            }

            string[] names = [.. File.ReadLines(path).Select(line => line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0).Select(words => words[0])];
            HashSet<string> seen = new(StringComparer.Ordinal);
            return names.FirstOrDefault(name => !seen.Add(name)) is { } twice ? throw new ArtifactException($"{path}: names class '{twice}' twice.")
                : names.Length > 0 ? names
                : throw new ArtifactException($"{path}: names no class, expected one a line in the order of their numbers.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read ({exception.Message}).", exception);
        }
    }
}
