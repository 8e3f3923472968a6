using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>Says in words how one leaf of a key differs between two runs.</summary>
internal static class KeyDifference
{
    /// <summary>Stands for the value of a leaf that a run did not read.</summary>
    public const string NotRead = "(not read)";

    private const int ShownLength = 60;

    /// <summary>"cluster.k 40 → 60", "input ingest/images.parquet changed (column sha256)", "seed 0 → 1".</summary>
    public static string Of(string section, string leaf, string before, string now, IReadOnlyList<ManifestInput> inputs)
    {
        if (leaf == KeyLeaf.Seed)
        {
            return $"seed {before} → {now}";
        }

        if (leaf.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal))
        {
            return $"{section}.{leaf[KeyLeaf.OptionPrefix.Length..]} {Short(before)} → {Short(now)}";
        }

        string rest = leaf[(leaf.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        ManifestInput? input = inputs.Where(input => rest.StartsWith(input.Name, StringComparison.Ordinal)).MaxBy(input => input.Name.Length);
        string name = input is null ? rest : input.From is "file" or "files" ? input.Name : $"input {input.From}";
        string part = input is null ? "" : rest[input.Name.Length..];
        if (before == NotRead || now == NotRead)
        {
            return $"{name}{Part(part)} was read in the {(before == NotRead ? "second" : "first")} run alone";
        }

        return now == "(absent)" ? $"{name} is gone{Part(part)}"
            : part == "#rows" ? $"{name} changed ({before} → {now} rows)"
            : $"{name} changed{Part(part)}";
    }

    private static string Part(string part) => part.Length > 1 ? $" (column {part[1..]})" : "";

    private static string Short(string value) => value.Length <= ShownLength ? value : value[..ShownLength] + "…";
}
