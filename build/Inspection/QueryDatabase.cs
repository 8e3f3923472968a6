using System.Data.Common;
using System.Globalization;
using AligNet.Domain;
using DuckDB.NET.Data;

namespace AligNet.Build.Inspection;

/// <summary>A DuckDB in memory, in which the tables of an artifact can be queried.</summary>
public sealed class QueryDatabase : IDisposable
{
    private readonly DuckDBConnection _connection = new(
        "DataSource=:memory:;autoinstall_known_extensions=false;autoload_known_extensions=false");

    /// <summary>Opens an empty database.</summary>
    public QueryDatabase() => _connection.Open();

    /// <summary>Makes a Parquet file a view.</summary>
    public void AddParquet(string name, string path) =>
        Execute($"CREATE VIEW {Quoted(name)} AS SELECT * FROM read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')");

    /// <summary>Copies an Arrow file into a table (DuckDB reads Arrow files only with an extension that it would have to download).</summary>
    public void AddArrow(string name, ArrowFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Execute($"CREATE TABLE {Quoted(name)} ({string.Join(", ", file.Columns.Select(column => $"{Quoted(column.Name)} {column.SqlType}"))})");
        using DuckDBAppender appender = _connection.CreateAppender(name);
        foreach (IReadOnlyList<object?> values in file.Rows())
        {
            IDuckDBAppenderRow row = appender.CreateRow();
            foreach (object? value in values)
            {
                Append(row, value);
            }

            row.EndRow();
        }
    }

    /// <summary>Runs a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="limit">At most so many rows are read.</param>
    /// <returns>The rows as text, and whether there were more.</returns>
    /// <exception cref="OptionsException">DuckDB refuses the query.</exception>
    public (TableText Table, bool More) Query(string sql, int limit)
    {
        try
        {
            using DuckDBCommand command = _connection.CreateCommand();
            command.CommandText = sql;
            using DbDataReader reader = command.ExecuteReader();
            string[] headers = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            List<IReadOnlyList<string>> rows = [];
            bool more = false;
            while (reader.Read() && !(more = rows.Count == limit))
            {
                rows.Add([.. Enumerable.Range(0, headers.Length).Select(column => TableText.Cell(reader.IsDBNull(column) ? null : reader.GetValue(column)))]);
            }

            return (new(headers, rows), more);
        }
        catch (DuckDBException exception)
        {
            throw new OptionsException($"DuckDB refuses the query {sql}: {exception.Message}", exception);
        }
    }

    /// <summary>How many rows a table or view has.</summary>
    public long Count(string name)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {Quoted(name)}";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    /// <summary>An identifier in SQL, whatever letters it has.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void Append(IDuckDBAppenderRow row, object? value)
    {
        _ = value switch
        {
            null => row.AppendNullValue(),
            float number => row.AppendValue(number),
            double number => row.AppendValue(number),
            long number => row.AppendValue(number),
            int number => row.AppendValue(number),
            short number => row.AppendValue(number),
            sbyte number => row.AppendValue(number),
            ulong number => row.AppendValue(number),
            uint number => row.AppendValue(number),
            ushort number => row.AppendValue(number),
            byte number => row.AppendValue(number),
            bool truth => row.AppendValue(truth),
            string text => row.AppendValue(text),
            IEnumerable<float> list => row.AppendValue(list),
            IEnumerable<double> list => row.AppendValue(list),
            IEnumerable<long> list => row.AppendValue(list),
            IEnumerable<int> list => row.AppendValue(list),
            _ => throw new ArgumentException($"A {value.GetType().Name} cannot be stored.", nameof(value)),
        };
    }

    private void Execute(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
