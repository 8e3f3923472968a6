using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>Columns of equal length, in order.</summary>
public sealed class Table
{
    private readonly IReadOnlyList<Column> _columns;
    private readonly Action<string>? _onRead;

    /// <summary>Creates a table.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, or there is none.</exception>
    public Table(params IReadOnlyList<Column> columns)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A table needs a column.", nameof(columns));
        }

        foreach (Column column in columns)
        {
            if (column.Rows != columns[0].Rows)
            {
                throw new ArgumentException($"Column '{column.Name}' has {column.Rows} rows, '{columns[0].Name}' has {columns[0].Rows}.", nameof(columns));
            }
        }

        _columns = columns;
    }

    private Table(IReadOnlyList<Column> columns, Action<string>? onRead)
        : this(columns) => _onRead = onRead;

    /// <summary>The columns.</summary>
    public IReadOnlyList<Column> Columns
    {
        get
        {
            foreach (Column column in _columns)
            {
                _onRead?.Invoke(column.Name);
            }

            return _columns;
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows => _columns[0].Rows;

    /// <summary>"name: type" of every column, as manifests record it.</summary>
    public string Schema => string.Join(", ", _columns.Select(column => $"{column.Name}: {TypeName(column.Type)}"));

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name)
    {
        _onRead?.Invoke(name);
        return _columns.Any(column => column.Name == name);
    }

    /// <summary>The values of a column.</summary>
    /// <exception cref="ArtifactException">There is no such column, or it has another type.</exception>
    public T[] Get<T>(string name)
    {
        _onRead?.Invoke(name);
        return GetUnobserved<T>(name);
    }

    /// <summary>As <see cref="Get"/>, for a column that cannot change a result: where the file of a known content lies.</summary>
    /// <exception cref="ArtifactException">There is no such column, or it has another type.</exception>
    internal T[] GetUnobserved<T>(string name) => _columns.FirstOrDefault(column => column.Name == name) switch
    {
        Column<T> column => column.Values,
        null => throw new ArtifactException($"There is no column '{name}', only {string.Join(", ", _columns.Select(column => column.Name))}."),
        { } other => throw new ArtifactException($"Column '{name}' is {TypeName(other.Type)}, expected {TypeName(typeof(T))}."),
    };

    /// <summary>The rows whose value in a key column passes a test, in order.</summary>
    public Table Where<T>(IReadOnlyList<T> key, Func<T, bool> keep)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Count, Rows);
        int[] rows = [.. Enumerable.Range(0, Rows).Where(row => keep(key[row]))];
        return new Table([.. _columns.Select(column => column.Select(rows))], _onRead);
    }

    /// <summary>This table, reporting the name of every column that is read.</summary>
    internal Table Observed(Action<string> onRead) => new(_columns, onRead);

    /// <summary>The rows of all tables, in order.</summary>
    /// <param name="tables">At least one; all with the columns of the first.</param>
    /// <exception cref="ArtifactException">A table lacks a column of the first.</exception>
    public static Table Concatenate(IReadOnlyList<Table> tables)
    {
        return new Table([.. tables[0].Columns.Select(column => column switch
        {
            Column<int> => Join<int>(column.Name),
            Column<long> => Join<long>(column.Name),
            Column<float> => Join<float>(column.Name),
            Column<double> => Join<double>(column.Name),
            Column<double?> => Join<double?>(column.Name),
            Column<bool> => Join<bool>(column.Name),
            Column<string> => Join<string>(column.Name),
            _ => throw new ArtifactException($"Column '{column.Name}' of type {column.Type.Name} cannot be joined."),
        })]);

        Column Join<T>(string name) => Column.Of(name, tables.SelectMany(table => table.Get<T>(name)).ToArray());
    }

    internal static string TypeName(Type type) => type switch
    {
        _ when type == typeof(int) => "int32",
        _ when type == typeof(long) => "int64",
        _ when type == typeof(float) => "float32",
        _ when type == typeof(double) => "float64",
        _ when type == typeof(double?) => "float64?",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(string) => "string",
        _ => type.Name,
    };
}
