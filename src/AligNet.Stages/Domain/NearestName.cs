namespace AligNet.Domain;

/// <summary>Finds what a misspelt name was meant to be, for messages that name the nearest valid one.</summary>
public static class NearestName
{
    /// <summary>The end of a message about an unknown word: " Did you mean 'x'?" or, when none is near, " Known are a, b, c."</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates) => Of(word, candidates) is { } near
        ? $" Did you mean '{near}'?"
        : $" Known are {string.Join(", ", candidates.Order(StringComparer.Ordinal))}.";

    /// <summary>The candidate with the fewest single-letter insertions, deletions and replacements from a word (Levenshtein distance;
    /// upper and lower case count as the same), the alphabetically first of equals; null when more than a third of the word,
    /// and more than 2 letters, would have to change.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        (string? name, int distance) = candidates.Select(candidate => ((string?)candidate, Distance(word, candidate)))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.Item1, StringComparer.Ordinal).FirstOrDefault();
        return name is not null && distance <= Math.Max(2, word.Length / 3) ? name : null;
    }

    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int above = row[j];
                bool same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
