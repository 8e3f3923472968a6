using System.Text;

namespace AligNet.Pipeline;

/// <summary>The spelling of option keys and values: PascalCase in code, snake_case keys and kebab-case values in TOML.</summary>
internal static class OptionNames
{
    /// <summary>InitDim → init_dim.</summary>
    public static string Key(string property) => Split(property, '_');

    /// <summary>ClusterBoundary → cluster-boundary.</summary>
    public static string Choice(string member) => Split(member, '-');

    /// <summary>The candidate nearest to a misspelt word (Levenshtein distance at most a third of its length, at least 2), or null.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(2, word.Length / 3) ? best.candidate : null;
    }

    /// <summary>" Did you mean 'x'?" or " Known are a, b, c."</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates) => Nearest(word, candidates) is { } near
        ? $" Did you mean '{near}'?"
        : $" Known are {string.Join(", ", candidates.Order(StringComparer.Ordinal))}.";

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder();
        for (int index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]))
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
