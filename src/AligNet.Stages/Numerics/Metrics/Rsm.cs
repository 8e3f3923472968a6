using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>Representational similarity matrices: similarity of every image with every other.</summary>
public static class Rsm
{
    /// <summary>The similarity of each pair of rows.</summary>
    /// <param name="rows">n representations, one a row.</param>
    /// <param name="measure">Cosine and Pearson give NaN in the row and column of an image whose representation is zero or constant.</param>
    /// <param name="rsm">Receives n × n values, row-major and exactly symmetric.</param>
    /// <exception cref="ArgumentException">No room for n × n values.</exception>
    /// <remarks>Source: METHOD section 8.2; thingsvision's correlation_matrix and cosine_matrix. Sums are float64.</remarks>
    public static void Compute(Representations rows, SimilarityMeasure measure, Span<double> rsm)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckSquare(rsm.Length, rows.Rows, nameof(rsm));
        var similarity = new RowSimilarity(rows, measure);
        double[] pairs = UpperTriangle(similarity, rows.Rows);
        int next = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            rsm[(row * rows.Rows) + row] = similarity.Of(row, row);
            for (int column = row + 1; column < rows.Rows; column++)
            {
                rsm[(row * rows.Rows) + column] = rsm[(column * rows.Rows) + row] = pairs[next++];
            }
        }
    }

    /// <summary>The similarities of the n(n − 1)/2 pairs above the diagonal, row by row: (0, 1), (0, 2), …, (n − 2, n − 1).</summary>
    /// <param name="rows">n representations, one a row.</param>
    /// <param name="measure">What similarity means.</param>
    public static double[] UpperTriangle(Representations rows, SimilarityMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return UpperTriangle(new RowSimilarity(rows, measure), rows.Rows);
    }

    private static double[] UpperTriangle(RowSimilarity similarity, int count)
    {
        double[] pairs = new double[checked((int)((long)count * Math.Max(count - 1, 0) / 2))];
        Parallel.For(0, count, row =>
        {
            long start = (long)row * ((2 * (long)count) - row - 1) / 2;
            for (int column = row + 1; column < count; column++)
            {
                pairs[start + column - row - 1] = similarity.Of(row, column);
            }
        });
        return pairs;
    }

    /// <summary>The entries above the diagonal of a matrix, in the order of the other overload.</summary>
    /// <param name="matrix">n × n values, row-major; what lies on and below the diagonal is not read.</param>
    /// <param name="count">n.</param>
    /// <exception cref="ArgumentException">The matrix is not n × n.</exception>
    public static double[] UpperTriangle(ReadOnlySpan<double> matrix, int count)
    {
        CheckSquare(matrix.Length, count, nameof(matrix));
        double[] pairs = new double[checked((int)((long)count * Math.Max(count - 1, 0) / 2))];
        int next = 0;
        for (int row = 0; row + 1 < count; row++)
        {
            ReadOnlySpan<double> right = matrix.Slice((row * count) + row + 1, count - row - 1);
            right.CopyTo(pairs.AsSpan(next));
            next += right.Length;
        }

        return pairs;
    }

    /// <summary>The dissimilarities 1 − similarity (an RDM) of cosine or Pearson similarities, entry by entry.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void ToRdm(ReadOnlySpan<double> similarities, Span<double> dissimilarities)
    {
        if (dissimilarities.Length != similarities.Length)
        {
            throw new ArgumentException($"Expected room for {similarities.Length} values, got {dissimilarities.Length}.", nameof(dissimilarities));
        }

        for (int index = 0; index < similarities.Length; index++)
        {
            dissimilarities[index] = 1 - similarities[index];
        }
    }

    private static void CheckSquare(int length, int count, string name)
    {
        if (length != (long)count * count)
        {
            throw new ArgumentException($"{length} values are not a matrix of {count} × {count}.", name);
        }
    }
}
