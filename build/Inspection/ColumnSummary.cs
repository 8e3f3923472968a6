using System.Collections;
using System.Globalization;

namespace AligNet.Build.Inspection;

/// <summary>Count, missing values, least, greatest, mean and standard deviation of a column, over the entries of lists too.</summary>
public sealed class ColumnSummary
{
    private long _count;
    private long _missing;
    private long _notFinite;
    private double _mean;
    private double _squares;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;

    /// <summary>Headers of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["values", "null", "not finite", "min", "max", "mean", "std"];

    /// <summary>The figures as cells; those of numbers stay empty for columns without numbers.</summary>
    public IReadOnlyList<string> Cells => _count - _notFinite > 0 && _least <= _greatest
        ? [Text(_count), Text(_missing), Text(_notFinite), TableText.Cell(_least), TableText.Cell(_greatest), TableText.Cell(_mean), TableText.Cell(Deviation)]
        : [Text(_count), Text(_missing), Text(_notFinite), string.Empty, string.Empty, string.Empty, string.Empty];

    private double Deviation => Math.Sqrt(_squares / Numbers);

    private long Numbers { get; set; }

    /// <summary>Adds one value of the column: a number, a list of numbers, a text, a bool or null.</summary>
    public void Add(object? value)
    {
        switch (value)
        {
            case null:
                _missing++;
                break;
            case float[] floats:
                Array.ForEach(floats, number => AddNumber(number));
                break;
            case string or bool:
                _count++;
                break;
            case IEnumerable list:
                foreach (object? entry in list)
                {
                    Add(entry);
                }

                break;
            default:
                AddNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void AddNumber(double number)
    {
        _count++;
        if (!double.IsFinite(number))
        {
            _notFinite++;
            return;
        }

        // Welford's update: one pass, and no cancellation between large sums.
        Numbers++;
        double before = number - _mean;
        _mean += before / Numbers;
        _squares += before * (number - _mean);
        (_least, _greatest) = (Math.Min(_least, number), Math.Max(_greatest, number));
    }
}
