namespace AligNet.Artifacts;

/// <summary>Names of the leaves of a fingerprint: "seed", "option k", "input images", "input images#rows", "input images.sha256", "origin metrics".</summary>
public static class KeyLeaf
{
    /// <summary>The seed.</summary>
    public const string Seed = "seed";

    /// <summary>Start of an option's name.</summary>
    public const string OptionPrefix = "option ";

    /// <summary>An option by its key.</summary>
    public static string Option(string key) => OptionPrefix + key;

    /// <summary>The options among some leaves, by key.</summary>
    public static IReadOnlyDictionary<string, string> OptionsOf(IReadOnlyDictionary<string, string> leaves) => leaves
        .Where(leaf => leaf.Key.StartsWith(OptionPrefix, StringComparison.Ordinal)).ToDictionary(leaf => leaf.Key[OptionPrefix.Length..], leaf => leaf.Value);

    /// <summary>The whole content of an input.</summary>
    public static string Input(string name) => $"input {name}";

    /// <summary>The number of rows of a table.</summary>
    public static string Rows(string name) => $"input {name}#rows";

    /// <summary>The values of a column.</summary>
    public static string Column(string name, string column) => $"input {name}.{column}";

    /// <summary>Where an input came from.</summary>
    public static string Origin(string name) => $"origin {name}";
}
