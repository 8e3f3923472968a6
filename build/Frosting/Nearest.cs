namespace Cake.Frosting;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest single-letter edits from a word, upper and lower case being the same.</summary>
    public static string Of(string word, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())) ?? string.Empty;

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
