using AligNet.Domain;

namespace AligNet.Numerics.Clustering;

/// <summary>Rows with the column means taken off, read in blocks, in parallel, never held as a whole.</summary>
/// <remarks>Rows are cut into segments whose number depends on nothing but the shape. Threads take whole segments and callers
/// add the segments' results in order, which gives the same sums with any number of threads.</remarks>
internal sealed class CentredRows
{
    private const int BlockRows = 8 * PanelProducts.Rows;
    private const int MaxSegments = 64;

    private readonly Representations _rows;
    private readonly double[] _mean;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;

    private CentredRows(Representations rows, double[] mean, int threads, CancellationToken cancellation) =>
        (_rows, _mean, _threads, _cancellation) = (rows, mean, threads > 0 ? threads : Environment.ProcessorCount, cancellation);

    /// <summary>Number of rows.</summary>
    public int Rows => _rows.Rows;

    /// <summary>Number of columns.</summary>
    public int Dim => _rows.Dim;

    /// <summary>Column means in double; what was taken off.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Mean over columns of the population variance.</summary>
    public double MeanVariance { get; private init; }

    /// <summary>Finds the column means (one pass over the data).</summary>
    /// <exception cref="StageException">A value is NaN or infinite.</exception>
    public static CentredRows Of(Representations rows, int threads, CancellationToken cancellation)
    {
        // About the first row, so that the sums of squares keep their digits under a common offset.
        double[] origin = [.. rows.Row(0).ToArray().Select(value => (double)value)];
        var shifted = new CentredRows(rows, origin, threads, cancellation);
        int dim = rows.Dim;
        int segments = shifted.Segments(2L * dim * sizeof(double));
        double[][] sums = [.. Enumerable.Range(0, segments).Select(_ => new double[2 * dim])];
        shifted.ForEachBlock(segments, (segment, _, count, values) =>
        {
            Span<double> sum = sums[segment].AsSpan(0, dim), squares = sums[segment].AsSpan(dim);
            for (int row = 0; row < count; row++)
            {
                ReadOnlySpan<float> own = values.Slice(row * dim, dim);
                for (int column = 0; column < own.Length; column++)
                {
                    double value = own[column];
                    sum[column] += value;
                    squares[column] += value * value;
                }
            }
        });
        double[] mean = new double[dim];
        double variance = 0;
        for (int column = 0; column < dim; column++)
        {
            double shift = sums.Sum(segment => segment[column]) / rows.Rows;
            mean[column] = origin[column] + shift;
            variance += Math.Max(0, (sums.Sum(segment => segment[dim + column]) / rows.Rows) - (shift * shift));
        }

        if (!double.IsFinite(variance) && rows.FirstNonFinite() is (int badRow, int badColumn))
        {
            throw new StageException(
                $"Clustering: row {badRow}, column {badColumn} of the representations is {rows.Row(badRow)[badColumn]}; expected finite values. "
                + "Look at that image and at the encoder that embedded it.");
        }

        return new CentredRows(rows, mean, threads, cancellation) { MeanVariance = variance / dim };
    }

    /// <summary>Other rows with these rows' means taken off.</summary>
    public CentredRows WithSameMean(Representations rows) => new(rows, _mean, _threads, _cancellation) { MeanVariance = MeanVariance };

    /// <summary>How many segments, when each needs so much memory for its results; depends on the shape alone.</summary>
    public int Segments(long bytesEach)
    {
        const long budget = 256L << 20;
        int blocks = ((Rows - 1) / BlockRows) + 1;
        return (int)Math.Clamp(budget / bytesEach, 1, Math.Min(MaxSegments, blocks));
    }

    /// <summary>Copies one centred row.</summary>
    public void Copy(int row, Span<float> destination) => RowKernels.Centre(_rows.Row(row), _mean, destination);

    /// <summary>Visits every row once; segments in parallel, a segment's blocks in order.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void ForEachBlock(int segments, RowBlock work)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = _cancellation };
        Parallel.For(0, segments, options, () => new float[BlockRows * Dim], (segment, _, buffer) =>
        {
            int first = (int)((long)Rows * segment / segments), end = (int)((long)Rows * (segment + 1) / segments);
            for (; first < end; first += BlockRows)
            {
                _cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(BlockRows, end - first);
                for (int row = 0; row < count; row++)
                {
                    Copy(first + row, buffer.AsSpan(row * Dim, Dim));
                }

                work(segment, first, count, buffer);
            }

            return buffer;
        }, static _ => { });
    }
}
