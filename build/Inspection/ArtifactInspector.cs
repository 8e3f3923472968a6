using System.Globalization;
using System.IO;
using AligNet.Domain;

namespace AligNet.Build.Inspection;

/// <summary>Prints what an artifact holds: schema, rows, first lines and column statistics of each table, or a query's answer.</summary>
/// <param name="folder">The artifact's folder.</param>
/// <param name="files">Its files, full paths.</param>
public sealed class ArtifactInspector(string folder, IReadOnlyList<string> files)
{
    /// <summary>Letters of the least and greatest text shown.</summary>
    private const int LongestText = 24;

    private IEnumerable<string> Parquet => WithExtension(".parquet");

    private IEnumerable<string> Arrow => WithExtension(".arrow");

    /// <summary>Prints every table, then the other files with their sizes.</summary>
    /// <param name="rows">How many lines of each table; 0: statistics alone.</param>
    /// <param name="print">Prints a title and the table under it.</param>
    public void PrintTables(int rows, Action<string, TableText> print)
    {
        ArgumentNullException.ThrowIfNull(print);
        using var database = new QueryDatabase();
        foreach (string path in Parquet)
        {
            PrintParquet(database, path, rows, print);
        }

        foreach (string path in Arrow)
        {
            PrintArrow(path, rows, print);
        }

        IReadOnlyList<string>[] others = [.. files.Except(Parquet).Except(Arrow)
            .Select(path => (string[])[Path.GetRelativePath(folder, path), Whole(new FileInfo(path).Length)])];
        if (others.Length > 0)
        {
            print("other files", new(["file", "bytes"], others));
        }
    }

    /// <summary>Prints the answer to a query, in which each table has its file's name without the extension.</summary>
    /// <param name="sql">The query, in DuckDB's dialect.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <param name="print">Prints a title and the table under it, or a title alone.</param>
    /// <exception cref="OptionsException">DuckDB refuses it.</exception>
    public void PrintQuery(string sql, int rows, Action<string, TableText?> print)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(print);
        using var database = new QueryDatabase();
        foreach (string path in Parquet)
        {
            database.AddParquet(TableName(path), path);
        }

        // Arrow files are copied into memory, so only those that the query speaks of.
        foreach (string path in Arrow.Where(path => sql.Contains(TableName(path), StringComparison.OrdinalIgnoreCase)))
        {
            database.AddArrow(TableName(path), new(path));
        }

        (TableText table, bool more) = database.Query(sql, rows);
        print(sql, table);
        if (more)
        {
            print($"There are more rows; --rows={rows * 10} shows more.", null);
        }
    }

    private static string TableName(string path) => Path.GetFileNameWithoutExtension(path);

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void PrintParquet(QueryDatabase database, string path, int rows, Action<string, TableText> print)
    {
        string name = TableName(path);
        database.AddParquet(name, path);
        string table = QueryDatabase.Quoted(name);
        print($"{name}: {Whole(database.Count(name))} rows, columns and their statistics", database.Query(
            $"""
            SELECT column_name AS "column", column_type AS type, null_percentage AS "null %", approx_unique AS "distinct about",
                if(length(min) > {LongestText}, left(min, {LongestText}) || '…', min) AS min,
                if(length(max) > {LongestText}, left(max, {LongestText}) || '…', max) AS max,
                CAST(avg AS DOUBLE) AS mean, CAST(std AS DOUBLE) AS std
            FROM (SUMMARIZE {table})
            """,
            int.MaxValue).Table);
        if (rows > 0)
        {
            print($"{name}: first rows", database.Query($"SELECT * FROM {table} LIMIT {rows}", rows).Table);
        }
    }

    private static void PrintArrow(string path, int rows, Action<string, TableText> print)
    {
        var file = new ArrowFile(path);
        ColumnSummary[] summaries = [.. file.Columns.Select(_ => new ColumnSummary())];
        List<IReadOnlyList<string>> first = [];
        long count = 0;
        foreach (IReadOnlyList<object?> row in file.Rows())
        {
            for (int column = 0; column < row.Count; column++)
            {
                summaries[column].Add(row[column]);
            }

            if (count++ < rows)
            {
                first.Add([.. row.Select(TableText.Cell)]);
            }
        }

        string name = TableName(path);
        IReadOnlyList<string>[] columns = [.. file.Columns.Zip(summaries, (column, summary) => (string[])[column.Name, column.Type, .. summary.Cells])];
        print($"{name}: {Whole(count)} rows, columns and their statistics", new(["column", "type", .. ColumnSummary.Headers], columns));
        if (rows > 0)
        {
            print($"{name}: first rows", new([.. file.Columns.Select(column => column.Name)], first));
        }
    }

    private IEnumerable<string> WithExtension(string extension) =>
        files.Where(path => path.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
