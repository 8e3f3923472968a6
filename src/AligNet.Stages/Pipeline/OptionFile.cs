using System.IO;
using AligNet.Domain;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace AligNet.Pipeline;

/// <summary>Reads option files. A file in stages/ holds one section's keys; a profile holds a table per section.</summary>
internal static class OptionFile
{
    private const int LargestFile = 1 << 16;

    /// <summary>All values of a file, in order: section, key, value. Keys outside a table belong to <paramref name="rootSection"/>.</summary>
    /// <exception cref="OptionsException">The file is missing or not TOML.</exception>
    public static List<(string Section, string Key, OptionValue Value)> Read(string path, string shownAs, string? rootSection)
    {
        DocumentSyntax document = Document(path, shownAs);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<(string, string, OptionValue)> values = [];
        foreach (KeyValueSyntax pair in document.KeyValues)
        {
            string[] parts = KeyOf(pair.Key!);
            string section = parts.Length == 2 ? parts[0] : rootSection
                ?? throw new OptionsException($"{At(pair)}: '{string.Join('.', parts)}' stands outside a table; a profile has one table per stage, like [cluster].");
            Add(section, parts[^1], pair);
        }

        foreach (TableSyntaxBase table in document.Tables)
        {
            string section = string.Join('.', KeyOf(table.Name!));
            foreach (KeyValueSyntax pair in table.Items.OfType<KeyValueSyntax>())
            {
                Add(section, string.Join('.', KeyOf(pair.Key!)), pair);
            }
        }

        return values;

        string At(SyntaxNode node) => $"{shownAs}, line {node.Span.Start.Line + 1}";

        void Add(string section, string key, KeyValueSyntax pair) =>
            values.Add((section, key, new OptionValue(ValueOf(pair.Value!, At(pair)), At(pair), folder)));
    }

    /// <summary>The tables of a file, in order, the keys before the first one in a table without a name; tables of one name, [[…]], stay apart.</summary>
    /// <exception cref="OptionsException">The file is missing or not TOML.</exception>
    public static List<(string Table, string At, List<(string Key, OptionValue Value)> Values)> ReadTables(string path, string shownAs)
    {
        DocumentSyntax document = Document(path, shownAs);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return
        [
            ("", shownAs, Values(document.KeyValues)),
            .. document.Tables.Select(table => (string.Join('.', KeyOf(table.Name!)), At(table), Values(table.Items.OfType<KeyValueSyntax>()))),
        ];

        string At(SyntaxNode node) => $"{shownAs}, line {node.Span.Start.Line + 1}";

        List<(string Key, OptionValue Value)> Values(IEnumerable<KeyValueSyntax> pairs) =>
            [.. pairs.Select(pair => (string.Join('.', KeyOf(pair.Key!)), new OptionValue(ValueOf(pair.Value!, At(pair)), At(pair), folder)))];
    }

    /// <summary>Reads the text after the '=' of "--set section.key=…": TOML where it is TOML, else plain text.</summary>
    public static object ParseValue(string text)
    {
        DocumentSyntax document = Parse($"value = {text}", "--set");
        return document.HasErrors || document.KeyValues.ChildrenCount != 1
            ? text
            : ValueOf(document.KeyValues.First().Value!, "--set");
    }

    private static DocumentSyntax Document(string path, string shownAs)
    {
        if (!File.Exists(path))
        {
            throw new OptionsException($"{shownAs}: there is no such file.");
        }

        // A syntax tree takes hundreds of bytes for each character; no file of options is near this size.
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new OptionsException($"{shownAs}: has more than {LargestFile} bytes, which no file of options needs. Check the path.");
        }

        DocumentSyntax document = Parse(File.ReadAllText(path), shownAs);
        if (document.HasErrors)
        {
            DiagnosticMessage first = document.Diagnostics.First(message => message.Kind == DiagnosticMessageKind.Error);
            throw new OptionsException($"{shownAs}, line {first.Span.Start.Line + 1}: {first.Message}");
        }

        return document;
    }

    /// <summary>Parses text; faults are in the document, or, for nesting deeper than 64 and escapes of no character, in the exception.</summary>
    private static DocumentSyntax Parse(string text, string shownAs)
    {
        try
        {
            return SyntaxParser.Parse(text, shownAs, true);
        }
        catch (Exception fault) when (fault is TomlException or ArgumentException)
        {
            throw new OptionsException($"{shownAs}: not TOML that can be read: {fault.Message}", fault);
        }
    }

    private static string[] KeyOf(KeySyntax key) => [Text(key.Key!), .. key.DotKeys.Select(item => Text(item.Key!))];

    private static string Text(BareKeyOrStringValueSyntax part) => part switch
    {
        StringValueSyntax text => text.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => part.ToString().Trim(),
    };

    private static object ValueOf(ValueSyntax value, string at) => value switch
    {
        StringValueSyntax text => text.Value ?? "",
        IntegerValueSyntax whole => whole.Value,
        FloatValueSyntax number => number.Value,
        BooleanValueSyntax truth => truth.Value,
        ArraySyntax array => array.Items.Select(item => ValueOf(item.Value!, at)).ToArray(),
        _ => throw new OptionsException($"{at}: options are text, numbers, true/false, or lists of these, found {value.ToString().Trim()}."),
    };
}
