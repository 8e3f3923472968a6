using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics;

/// <summary>Applies an affine transform to representations, in blocks of rows.</summary>
public static class AffineTransforms
{
    // A block's input and output together stay around the second-level cache; more rows gain nothing.
    private const int RowsPerBlock = 256;

    /// <summary>Transforms every row: y = ((x − mean) / std)·W + b, or y = x without a transform.</summary>
    /// <param name="transform">The transform, or null for the untransformed representations.</param>
    /// <param name="rows">Rows to transform; only one block a thread is held in memory beside them.</param>
    /// <param name="write">Called for each block with the number of its first row and its values, rows × dim; blocks come in any order and from several threads.</param>
    /// <param name="threads">Most threads; any number gives the same bytes.</param>
    /// <param name="cancellation">Checked before each block.</param>
    /// <exception cref="StageException">The transform has another width than the rows.</exception>
    public static void Apply(AffineTransform? transform, Representations rows, Action<int, ReadOnlyMemory<float>> write, int threads, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        PackedMatrix<float>? weights = null;
        if (transform is not null)
        {
            if (transform.Dim != rows.Dim)
            {
                throw new StageException($"The representations have {rows.Dim} columns, the transform expects {transform.Dim}. Both must come from the same teacher layer: embed again or choose another transform.");
            }

            weights = new PackedMatrix<float>().Pack(transform.Weights, transform.Dim, transform.Dim);
        }

        int blocks = (rows.Rows + RowsPerBlock - 1) / RowsPerBlock;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, block =>
        {
            int first = block * RowsPerBlock;
            int count = Math.Min(RowsPerBlock, rows.Rows - first);
            float[] values = new float[count * rows.Dim];
            for (int row = 0; row < count; row++)
            {
                rows.Row(first + row).CopyTo(values.AsSpan(row * rows.Dim));
            }

            write(first, transform is null ? values : ApplyBlock(transform, weights!, values, count));
        });
    }

    /// <summary>Transforms every row into a new matrix held in memory; for matrices known to be small.</summary>
    public static Representations Apply(AffineTransform? transform, Representations rows, int threads)
    {
        ArgumentNullException.ThrowIfNull(rows);
        float[] values = new float[checked(rows.Rows * rows.Dim)];
        Apply(transform, rows, (first, block) => block.Span.CopyTo(values.AsSpan(first * rows.Dim)), threads);
        return new Representations(values, rows.Rows, rows.Dim);
    }

    private static float[] ApplyBlock(AffineTransform transform, PackedMatrix<float> weights, float[] values, int count)
    {
        // Mean and std as float32, as the reference standardises; (x − mean) first, so that a large common offset costs no digits.
        TensorPrimitives.Subtract(values, (float)transform.Mean, values);
        TensorPrimitives.Divide(values, (float)transform.Std, values);
        float[] transformed = new float[values.Length];
        MatrixProduct.Multiply(values, count, weights, transformed);
        for (int row = 0; row < count; row++)
        {
            Span<float> line = transformed.AsSpan(row * transform.Dim, transform.Dim);
            TensorPrimitives.Add(line, transform.Bias, line);
        }

        return transformed;
    }
}
