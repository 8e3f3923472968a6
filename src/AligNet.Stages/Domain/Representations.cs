namespace AligNet.Domain;

/// <summary>A row-major matrix of float32, one row an image (or object), kept in partitions of equal row count so that
/// it may exceed 2 GiB and may lie in memory-mapped files.</summary>
public sealed class Representations
{
    private readonly ReadOnlyMemory<float>[] _partitions;
    private readonly int _rowsPerPartition;

    /// <summary>Wraps one array of <paramref name="rows"/> × <paramref name="dim"/> values in row-major order.</summary>
    /// <exception cref="ArgumentException">The count of values is not rows × dim.</exception>
    public Representations(ReadOnlyMemory<float> values, int rows, int dim)
        : this([values], rows, dim, Math.Max(rows, 1))
    {
    }

    /// <summary>Wraps partitions; every one but the last has <paramref name="rowsPerPartition"/> rows.</summary>
    /// <exception cref="ArgumentException">A partition has another size than the shape says.</exception>
    public Representations(IReadOnlyList<ReadOnlyMemory<float>> partitions, int rows, int dim, int rowsPerPartition)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerPartition, 1);
        for (int index = 0; index < partitions.Count; index++)
        {
            long expected = (long)Math.Clamp(rows - ((long)index * rowsPerPartition), 0, rowsPerPartition) * dim;
            if (partitions[index].Length != expected)
            {
                throw new ArgumentException(
                    $"Partition {index} has {partitions[index].Length} values; {rows} rows of {dim} in partitions of {rowsPerPartition} rows need {expected}.",
                    nameof(partitions));
            }
        }

        if ((long)partitions.Count * rowsPerPartition < rows)
        {
            throw new ArgumentException($"{partitions.Count} partitions of {rowsPerPartition} rows cannot hold {rows} rows.", nameof(partitions));
        }

        _partitions = [.. partitions];
        _rowsPerPartition = rowsPerPartition;
        Rows = rows;
        Dim = dim;
    }

    /// <summary>Number of rows (images or objects).</summary>
    public int Rows { get; }

    /// <summary>Width of a row.</summary>
    public int Dim { get; }

    /// <summary>The values of one row; length <see cref="Dim"/>.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"The matrix has {Rows} rows.");
        }

        (int partition, int local) = Math.DivRem(row, _rowsPerPartition);
        return _partitions[partition].Span.Slice(local * Dim, Dim);
    }

    /// <summary>Copies everything to one row-major array; for matrices known to be small.</summary>
    public float[] ToArray()
    {
        float[] values = new float[checked(Rows * Dim)];
        for (int row = 0; row < Rows; row++)
        {
            Row(row).CopyTo(values.AsSpan(row * Dim, Dim));
        }

        return values;
    }

    /// <summary>A new matrix of the named rows, in that order.</summary>
    public Representations Select(ReadOnlySpan<int> rows)
    {
        float[] values = new float[checked(rows.Length * Dim)];
        for (int index = 0; index < rows.Length; index++)
        {
            Row(rows[index]).CopyTo(values.AsSpan(index * Dim, Dim));
        }

        return new Representations(values, rows.Length, Dim);
    }

    /// <summary>The first entry that is NaN or infinite, or null when all are finite.</summary>
    public (int Row, int Column)? FirstNonFinite()
    {
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> values = Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                if (!float.IsFinite(values[column]))
                {
                    return (row, column);
                }
            }
        }

        return null;
    }
}
