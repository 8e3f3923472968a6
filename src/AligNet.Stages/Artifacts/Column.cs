namespace AligNet.Artifacts;

/// <summary>A named column of a table. Element types: int, long, float, double, bool, string, and nullable double.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>The column's name; carries the unit where there is one.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Type of an element.</summary>
    public abstract Type Type { get; }

    /// <summary>A new column of the named rows, in that order.</summary>
    public abstract Column Select(IReadOnlyList<int> rows);

    /// <summary>Wraps an array.</summary>
    public static Column<T> Of<T>(string name, T[] values) => new(name, values);
}
