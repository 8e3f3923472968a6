using System.Collections;
using System.Globalization;

namespace AligNet.Build.Inspection;

/// <summary>A table of text cells, ready to print.</summary>
/// <param name="Headers">One name a column.</param>
/// <param name="Rows">Cells, each row as long as the headers.</param>
public sealed record TableText(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int ListedValues = 4;

    /// <summary>A value as a cell: numbers to six figures, the first values of a list and its length, no line breaks.</summary>
    public static string Cell(object? value) => value switch
    {
        null or DBNull => "null",
        string text => text.ReplaceLineEndings(" "),
        float number => number.ToString("G6", CultureInfo.InvariantCulture),
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        IEnumerable list => List([.. list.Cast<object?>()]),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string List(object?[] values)
    {
        string shown = string.Join(", ", values.Take(ListedValues).Select(Cell));
        return values.Length <= ListedValues ? $"[{shown}]" : $"[{shown}, … {values.Length}]";
    }
}
