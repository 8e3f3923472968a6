using System.Numerics;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.LinearAlgebra;

/// <summary>A matrix laid out as the right factor of a product: panels of 2 vectors' width (32 float32 or 16 float64 columns), each with its rows one
/// after the other, the last one padded with zeros. Packed once, it serves any number of products.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class PackedMatrix<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T[] _values = [];

    /// <summary>Columns of one panel.</summary>
    public static int PanelWidth => 2 * Vector512<T>.Count;

    /// <summary>Rows, the inner dimension of the product.</summary>
    public int Rows { get; private set; }

    /// <summary>Columns, those of the product.</summary>
    public int Columns { get; private set; }

    /// <summary>Number of panels.</summary>
    public int Panels => (Columns + PanelWidth - 1) / PanelWidth;

    /// <summary>Rows × <see cref="PanelWidth"/> values of one panel.</summary>
    public ReadOnlySpan<T> Panel(int index) => _values.AsSpan(index * Rows * PanelWidth, Rows * PanelWidth);

    /// <summary>Packs a row-major matrix of rows × columns; reuses the memory of an earlier packing.</summary>
    public PackedMatrix<T> Pack(ReadOnlySpan<T> matrix, int rows, int columns)
    {
        Reserve(matrix.Length, rows, columns);
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelWidth;
            int width = Math.Min(PanelWidth, columns - first);
            Span<T> target = _values.AsSpan(panel * rows * PanelWidth, rows * PanelWidth);
            for (int row = 0; row < rows; row++)
            {
                Span<T> line = target.Slice(row * PanelWidth, PanelWidth);
                matrix.Slice((row * columns) + first, width).CopyTo(line);
                line[width..].Clear();
            }
        }

        return this;
    }

    /// <summary>Packs the transpose of a row-major matrix of columns × rows, e.g. centres (one a row) to take dot products with.</summary>
    public PackedMatrix<T> PackTransposed(ReadOnlySpan<T> matrix, int rows, int columns)
    {
        Reserve(matrix.Length, rows, columns);
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelWidth;
            Span<T> target = _values.AsSpan(panel * rows * PanelWidth, rows * PanelWidth);
            for (int column = 0; column < PanelWidth; column++)
            {
                ReadOnlySpan<T> source = first + column < columns ? matrix.Slice((first + column) * rows, rows) : default;
                for (int row = 0; row < rows; row++)
                {
                    target[(row * PanelWidth) + column] = source.IsEmpty ? T.Zero : source[row];
                }
            }
        }

        return this;
    }

    private void Reserve(int found, int rows, int columns)
    {
        if (found != (long)rows * columns)
        {
            throw new ArgumentException($"{found} values are not a {rows} × {columns} matrix.");
        }

        (Rows, Columns) = (rows, columns);
        int needed = checked(Panels * rows * PanelWidth);
        if (_values.Length < needed)
        {
            _values = new T[needed];
        }
    }
}
