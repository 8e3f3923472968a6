namespace AligNet.Artifacts;

/// <summary>A named column with values of one type.</summary>
/// <typeparam name="T">int, long, float, double, bool, string, or double?.</typeparam>
public sealed class Column<T> : Column
{
    /// <summary>Wraps an array.</summary>
    public Column(string name, T[] values)
        : base(name) => Values = values;

    /// <summary>The values, one a row.</summary>
    public T[] Values { get; }

    /// <inheritdoc/>
    public override int Rows => Values.Length;

    /// <inheritdoc/>
    public override Type Type => typeof(T);

    /// <inheritdoc/>
    public override Column Select(IReadOnlyList<int> rows) => new Column<T>(Name, [.. rows.Select(row => Values[row])]);
}
