using System.IO;
using System.Text.Json;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Artifacts.WordNet;

/// <summary>The hierarchy that BREEDS' class groupings are made from, as its authors publish it.</summary>
/// <remarks>A folder of three files (MadryLab/BREEDS-Benchmarks, imagenet_class_hierarchy/modified):
/// <c>class_hierarchy.txt</c>, "parent child" a line; <c>node_names.txt</c>, id, tab, name a line; <c>dataset_class_info.json</c>, a list of
/// [class number, id, name]. It is theirs and not part of this project.</remarks>
public sealed class BreedsHierarchy
{
    private const long MostBytes = 16L << 20;
    private const string Edges = "class_hierarchy.txt";
    private const string NodeNames = "node_names.txt";
    private const string ClassInfo = "dataset_class_info.json";
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, int> _numbers;

    private BreedsHierarchy(string folder, BreedsGrouping grouping, Dictionary<string, string> names, Dictionary<string, int> numbers) =>
        (Folder, Grouping, _names, _numbers) = (folder, grouping, names, numbers);

    /// <summary>Names of the files of the folder.</summary>
    public static IReadOnlyList<string> Files { get; } = [Edges, NodeNames, ClassInfo];

    /// <summary>Where it was read from.</summary>
    public string Folder { get; }

    /// <summary>What gives the super-classes of a task.</summary>
    public BreedsGrouping Grouping { get; }

    /// <summary>Classes of the data set by id, with the numbers that classifiers give them.</summary>
    public IReadOnlyDictionary<string, int> ClassNumbers => _numbers;

    /// <summary>The super-classes of a task, by ascending id.</summary>
    /// <param name="task">One of <see cref="BreedsTask"/>'s.</param>
    /// <param name="split">How sub-classes are parted.</param>
    /// <exception cref="ArtifactException">The hierarchy does not hold what the task needs.</exception>
    public BreedsClass[] Classes(BreedsTask task, BreedsSplit split = BreedsSplit.Random)
    {
        try
        {
            return Grouping.Classes(task, split);
        }
        catch (ArgumentException exception)
        {
            throw new ArtifactException($"{Folder}: {exception.Message} Give the 'modified' hierarchy of BREEDS.", exception);
        }
    }

    /// <summary>Reads the folder.</summary>
    /// <exception cref="ArtifactException">A file is missing or not as documented.</exception>
    public static BreedsHierarchy Read(string folder)
    {
        Dictionary<string, int> numbers = Classes(Path.Combine(folder, ClassInfo));
        Dictionary<string, string> names = Names(Path.Combine(folder, NodeNames));
        string path = Path.Combine(folder, Edges);
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> ids = [];
        List<List<int>> parents = [];
        int Place(string id)
        {
            if (nodes.TryAdd(id, ids.Count))
            {
                ids.Add(id);
                parents.Add([]);
            }

            return nodes[id];
        }

        foreach ((int number, string line) in Lines(path))
        {
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != 2)
            {
                throw new ArtifactException($"{path}, line {number}: found {fields.Length} fields, expected a parent and a child.");
            }

            int parent = Place(fields[0]);
            int child = Place(fields[1]);
            if (!parents[child].Contains(parent))
            {
                parents[child].Add(parent);
            }
        }

        try
        {
            // Classes that the hierarchy leaves out take part in no task.
            var taxonomy = new Taxonomy([.. parents.Select(list => list.ToArray())]);
            return new BreedsHierarchy(folder, new BreedsGrouping(taxonomy, [.. ids], numbers.Keys.Where(nodes.ContainsKey).Select(id => nodes[id])), names, numbers);
        }
        catch (ArgumentException exception)
        {
            throw new ArtifactException($"{path}: is no hierarchy ({exception.Message}).", exception);
        }
    }

    /// <summary>The name of a node; its id when the file names none.</summary>
    public string Name(string id) => _names.GetValueOrDefault(id, id);

    private static Dictionary<string, string> Names(string path)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((int number, string line) in Lines(path))
        {
            string[] fields = line.Split('\t');
            if (fields.Length != 2 || !names.TryAdd(fields[0].Trim(), fields[1].Trim()))
            {
                throw new ArtifactException($"{path}, line {number}: expected an id that was not named before, a tab and its name.");
            }
        }

        return names;
    }

    private static Dictionary<string, int> Classes(string path)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(Text(path), new JsonDocumentOptions { MaxDepth = 8 });
            foreach (JsonElement entry in document.RootElement.EnumerateArray())
            {
                if (entry.GetArrayLength() != 3 || entry[1].GetString() is not { Length: > 0 } id || !numbers.TryAdd(id, entry[0].GetInt32()))
                {
                    throw new ArtifactException($"{path}, entry {numbers.Count}: expected [number, id, name] with an id that was not listed before.");
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new ArtifactException($"{path}: is not a JSON list of [number, id, name] ({exception.Message}).", exception);
        }

        return numbers.Count > 0 ? numbers : throw new ArtifactException($"{path}: lists no class.");
    }

    private static IEnumerable<(int Number, string Line)> Lines(string path)
    {
        string[] lines = Text(path).Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            string line = lines[index].TrimEnd('\r');
            if (line.Length > 0)
            {
                yield return (index + 1, line);
            }
        }
    }

    private static string Text(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= MostBytes ? File.ReadAllText(path) : throw new ArtifactException($"{path}: has {length} bytes, expected at most {MostBytes}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read ({exception.Message}). Give BREEDS' folder imagenet_class_hierarchy/modified.", exception);
        }
    }
}
