using System.Globalization;
using System.IO;
using System.Text;
using AligNet.Domain;

namespace AligNet.Artifacts.WordNet;

/// <summary>Reads the files of a WordNet database line by line and refuses whatever is not as documented.</summary>
internal static class WordNetFiles
{
    // Version 3.1's largest is 15.8 MB.
    private const long MostBytes = 256L << 20;
    private const char Noun = 'n';

    // Version 3.1 has nouns with a pertainym ("\\"), which its manual keeps to adjectives and adverbs.
    private static readonly HashSet<string> Pointers =
        ["\\", "!", "@", "@i", "~", "~i", "#m", "#s", "#p", "%m", "%s", "%p", "=", "+", ";c", "-c", ";r", "-r", ";u", "-u"];

    /// <summary>The synsets of <c>data.noun</c> in the order of the file, and its licence lines.</summary>
    public static WordNetSynset[] Synsets(string path, out string header)
    {
        byte[] bytes = Bytes(path);
        List<WordNetSynset> synsets = [];
        var licence = new StringBuilder();
        int number = 0;
        for (int start = 0; start < bytes.Length;)
        {
            number++;
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0)
            {
                throw Fault(path, number, "the last line has no end, so the file is truncated");
            }

            string line = Encoding.Latin1.GetString(bytes, start, length);
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                licence.AppendLine(line);
            }
            else
            {
                WordNetSynset synset = Synset(path, number, line);
                if (synset.Offset != start)
                {
                    throw Fault(path, number, $"the synset says it is at byte {synset.Offset:D8} but is at {start:D8}: the file was changed, or its line ends were");
                }

                synsets.Add(synset);
            }

            start += length + 1;
        }

        header = licence.ToString();
        return synsets.Count > 0 ? [.. synsets] : throw new ArtifactException($"{path}: holds no synset. Give the folder of a WordNet database.");
    }

    /// <summary>The senses of every lemma of <c>index.noun</c>, as places among the synsets.</summary>
    public static Dictionary<string, int[]> Senses(string path, Dictionary<int, int> nodes)
    {
        var senses = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach ((int number, string line) in Lines(path))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                continue;
            }

            // lemma n synsets pointers [pointer ...] senses tagged offset [offset ...]
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int count = fields.Length > 3 && fields[1] == "n" ? Decimal(path, number, fields[2], "number of senses") : -1;
            int kinds = count >= 1 ? Decimal(path, number, fields[3], "number of pointer kinds") : -1;
            if (count < 1 || kinds > Pointers.Count || fields.Length != 6 + kinds + count)
            {
                throw Fault(path, number, "expected a lemma, 'n', the numbers of its senses and pointer kinds, and as many offsets and pointer kinds");
            }

            int[] found = new int[count];
            for (int sense = 0; sense < count; sense++)
            {
                int offset = Offset(path, number, fields[^(count - sense)]);
                found[sense] = nodes.TryGetValue(offset, out int node) ? node : throw Fault(path, number, $"data.noun has no synset {offset:D8}; both files must be of one version");
            }

            if (!senses.TryAdd(fields[0], found))
            {
                throw Fault(path, number, $"the lemma '{fields[0]}' is listed twice");
            }
        }

        return senses;
    }

    /// <summary>The file of a folder that says how often senses are used.</summary>
    /// <exception cref="ArtifactException">There is none.</exception>
    public static string FrequencyFile(string folder) => new[] { "cntlist.rev", "index.sense" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new ArtifactException($"{folder}: has neither cntlist.rev nor index.sense, which say how often a sense is used. Give the folder of a whole WordNet database.");

    /// <summary>How often each synset was tagged. Some keys of published files belong to no synset (words that were taken out later) and are passed over.</summary>
    public static int[] Frequencies(string folder, WordNetSynset[] synsets)
    {
        var nodes = new Dictionary<(string Lemma, int File, int Id), int>();
        for (int node = 0; node < synsets.Length; node++)
        {
            for (int word = 0; word < synsets[node].Lemmas.Length; word++)
            {
                nodes.TryAdd((synsets[node].Lemmas[word].Replace(' ', '_').ToLowerInvariant(), synsets[node].LexicographerFile, synsets[node].LexicalIds[word]), node);
            }
        }

        // cntlist.rev: key sense count; index.sense: key offset sense count.
        string path = FrequencyFile(folder);
        int width = Path.GetFileName(path) == "cntlist.rev" ? 3 : 4;
        int[] frequencies = new int[synsets.Length];
        foreach ((int number, string line) in Lines(path))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] key = fields.Length == width ? fields[0].Split('%') : [];
            string[] parts = key.Length == 2 ? key[1].Split(':') : [];
            if (parts.Length != 5)
            {
                throw Fault(path, number, $"expected {width} fields, the first a sense key such as dog%1:05:00::");
            }

            int count = Decimal(path, number, fields[^1], "count");
            if (parts[0] == "1" && nodes.TryGetValue((key[0], Decimal(path, number, parts[1], "lexicographer file"), Decimal(path, number, parts[2], "lexical id")), out int node))
            {
                frequencies[node] = (int)Math.Min((long)frequencies[node] + count, int.MaxValue);
            }
        }

        return frequencies;
    }

    /// <summary>offset file n words(hex) [word id(hex) ...] pointers(3 digits) [symbol offset part-of-speech source/target(hex) ...] | gloss.</summary>
    private static WordNetSynset Synset(string path, int number, string line)
    {
        int bar = line.IndexOf(" | ", StringComparison.Ordinal);
        string[] fields = (bar < 0 ? line : line[..bar]).Split(' ');
        if (bar < 0 || fields.Length < 7 || fields[2] is not [Noun] || fields[1].Length != 2 || fields[3].Length != 2)
        {
            throw Fault(path, number, "expected an offset, a file number, 'n', a number of words, words, pointers and ' | ' before the gloss");
        }

        int words = Hexadecimal(path, number, fields[3], "number of words");
        int after = 4 + (2 * words);
        if (words < 1 || after >= fields.Length)
        {
            throw Fault(path, number, $"says it has {words} words, which its line does not hold");
        }

        string[] lemmas = new string[words];
        int[] ids = new int[words];
        for (int word = 0; word < words; word++)
        {
            string lemma = fields[4 + (2 * word)];
            lemmas[word] = lemma.Length > 0 && !lemma.Any(char.IsControl) ? lemma.Replace('_', ' ') : throw Fault(path, number, $"word {word + 1} is empty or no text");
            ids[word] = Hexadecimal(path, number, fields[5 + (2 * word)], "lexical id");
        }

        int pointers = Decimal(path, number, fields[after], "number of pointers");
        if (fields[after].Length != 3 || fields.Length != after + 1 + (4 * pointers))
        {
            throw Fault(path, number, $"says it has {fields[after]} pointers, which are not the {(fields.Length - after - 1) / 4.0:0.##} on its line");
        }

        List<int> hypernyms = [];
        for (int pointer = 0; pointer < pointers; pointer++)
        {
            int at = after + 1 + (4 * pointer);
            int offset = Offset(path, number, fields[at + 1]);
            if (!Pointers.Contains(fields[at]) || fields[at + 2] is not ['n' or 'v' or 'a' or 's' or 'r'] || fields[at + 3].Length != 4)
            {
                throw Fault(path, number, $"'{string.Join(' ', fields[at..(at + 4)])}' is no pointer");
            }

            Hexadecimal(path, number, fields[at + 3], "source and target of a pointer");
            if (fields[at] is "@" or "@i")
            {
                hypernyms.Add(fields[at + 2] is [Noun] ? offset : throw Fault(path, number, $"its hypernym {offset:D8} is no noun"));
            }
        }

        return new WordNetSynset(Offset(path, number, fields[0]), Decimal(path, number, fields[1], "lexicographer file"), lemmas, ids, [.. hypernyms]);
    }

    private static IEnumerable<(int Number, string Line)> Lines(string path)
    {
        byte[] bytes = Bytes(path);
        if (bytes.Length > 0 && bytes[^1] != '\n')
        {
            throw Fault(path, bytes.AsSpan().Count((byte)'\n') + 1, "the last line has no end, so the file is truncated");
        }

        int number = 0;
        for (int start = 0; start < bytes.Length;)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            yield return (++number, Encoding.Latin1.GetString(bytes, start, length));
            start += length + 1;
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= MostBytes
                ? File.ReadAllBytes(path)
                : throw new ArtifactException($"{path}: has {length} bytes; a WordNet file has at most {MostBytes}. Give the folder of a WordNet database.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read ({exception.Message}). Give the folder of a WordNet 3 database, such as that of Debian's wordnet-base.", exception);
        }
    }

    private static int Offset(string path, int number, string text) =>
        text.Length == 8 && int.TryParse(text, NumberStyles.None, null, out int value) ? value : throw Fault(path, number, $"'{text}' is no offset of eight digits");

    private static int Decimal(string path, int number, string text, string what) =>
        text.Length <= 7 && int.TryParse(text, NumberStyles.None, null, out int value) ? value : throw Fault(path, number, $"the {what} is '{text}', expected a whole number");

    private static int Hexadecimal(string path, int number, string text, string what) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.AllowHexSpecifier, null, out int value) ? value : throw Fault(path, number, $"the {what} is '{text}', expected a hexadecimal number");

    private static ArtifactException Fault(string path, int line, string found) =>
        new($"{path}, line {line}: {found}. The format is that of WordNet's wndb(5WN); install the database again.");
}
