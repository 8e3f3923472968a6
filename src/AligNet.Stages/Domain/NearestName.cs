namespace AligNet.Domain;

/// <summary>Finds what a mistyped name was meant to be, for messages that name the nearest valid one.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest single-letter insertions, deletions and replacements from a word (Levenshtein
    /// distance; upper and lower case count as the same); the earlier one of equals; empty when there is none.</summary>
    public static string Of(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        return candidates.MinBy(candidate => Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())) ?? string.Empty;
    }

    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
