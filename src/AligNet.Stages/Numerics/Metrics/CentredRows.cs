using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>Representations in float64 with the mean of each column removed, and products of them with themselves.</summary>
internal sealed class CentredRows
{
    private const int BlockRows = 32;

    // Multiply-adds below which sharing among threads costs more than it saves.
    private const long Small = 1 << 22;

    public CentredRows(Representations rows)
    {
        (Rows, Dim) = (rows.Rows, rows.Dim);
        Values = new double[checked(Rows * Dim)];
        Means = new double[Dim];
        for (int row = 0; row < Rows; row++)
        {
            TensorPrimitives.ConvertChecked(rows.Row(row), Line(row));
            TensorPrimitives.Add(Means, Line(row), Means);
        }

        TensorPrimitives.Divide(Means, Rows, Means);
        for (int row = 0; row < Rows; row++)
        {
            TensorPrimitives.Subtract(Line(row), Means, Line(row));
        }
    }

    public int Rows { get; }

    public int Dim { get; }

    /// <summary>Rows × dim.</summary>
    public double[] Values { get; }

    /// <summary>What was removed, one value a column.</summary>
    public double[] Means { get; }

    public Span<double> Line(int row) => Values.AsSpan(row * Dim, Dim);

    /// <summary>X·Xᵀ, rows × rows.</summary>
    public double[] Gram()
    {
        double[] product = new double[checked(Rows * Rows)];
        Multiply(Values, Rows, new PackedMatrix<double>().PackTransposed(Values, Dim, Rows), product);
        return product;
    }

    /// <summary>Xᵀ·X, dim × dim.</summary>
    public double[] Scatter()
    {
        double[] product = new double[checked(Dim * Dim)];
        Multiply(Transposed(Values, Rows, Dim), Dim, new PackedMatrix<double>().Pack(Values, Rows, Dim), product);
        return product;
    }

    /// <summary>The transpose of a row-major matrix.</summary>
    public static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] transposed = new double[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return transposed;
    }

    /// <summary>A matrix product shared among threads by rows, unless it is small.</summary>
    public static void Multiply(double[] left, int rows, PackedMatrix<double> right, double[] product)
    {
        if ((long)rows * right.Rows * right.Columns <= Small)
        {
            MatrixProduct.Multiply<double>(left.AsSpan(0, rows * right.Rows), rows, right, product.AsSpan(0, rows * right.Columns));
            return;
        }

        Parallel.For(0, (rows + BlockRows - 1) / BlockRows, block =>
        {
            int first = block * BlockRows;
            int count = Math.Min(BlockRows, rows - first);
            MatrixProduct.Multiply<double>(
                left.AsSpan(first * right.Rows, count * right.Rows), count, right, product.AsSpan(first * right.Columns, count * right.Columns));
        });
    }
}
