namespace AligNet.Stages.Ingest;

/// <summary>The order of a table's rows by what they hold, for tables whose own order means nothing.</summary>
internal static class ContentOrder
{
    /// <summary>Numbers of rows, sorted by the first field, then the second, and so on (ordinal); equal rows stay as they are.</summary>
    /// <param name="fields">At least one column of text; all have the same number of rows.</param>
    public static int[] Of(params string[][] fields) => [.. Enumerable.Range(0, fields[0].Length).Order(Comparer<int>.Create((left, right) =>
        fields.Select(column => string.CompareOrdinal(column[left], column[right])).FirstOrDefault(order => order != 0)))];
}
