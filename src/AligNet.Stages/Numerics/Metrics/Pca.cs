using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>Principal component analysis.</summary>
/// <remarks>Source: METHOD section 8.8. Eigenvectors of the covariance or of the Gram matrix, whichever is smaller; the sign is that of scikit-learn's
/// svd_flip: the score of largest magnitude is positive.</remarks>
public static class Pca
{
    /// <summary>Shares of the largest variance below this are rounding: such components have no direction.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Analyses representations.</summary>
    /// <param name="rows">n representations, 2 or more, all finite.</param>
    /// <param name="components">How many to keep, 0 to min(n, dim).</param>
    /// <exception cref="ArgumentException">Fewer than two rows, a value that is not finite, or more components than there are.</exception>
    public static PrincipalComponents Fit(Representations rows, int components)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int smaller = Math.Min(rows.Rows, rows.Dim);
        if (rows.Rows < 2 || components < 0 || components > smaller)
        {
            throw new ArgumentException($"Expected 2 rows or more and 0 to {smaller} components, got {rows.Rows} rows and {components} components.", nameof(components));
        }

        if (rows.FirstNonFinite() is (int row, int column))
        {
            throw new ArgumentException($"The representation of row {row} is not finite in column {column}.", nameof(rows));
        }

        var centred = new CentredRows(rows);
        bool gram = rows.Rows < rows.Dim;
        double[] matrix = gram ? centred.Gram() : centred.Scatter();
        SymmetricEigen eigen = SymmetricEigen.Decompose(matrix, smaller);
        double[] variance = [.. eigen.Values.Select(value => Math.Max(value, 0) / (rows.Rows - 1))];
        double total = TensorPrimitives.Sum<double>(variance);
        double[] directions = Directions(centred, eigen, components, gram);
        var found = new PrincipalComponents(centred.Means, directions, variance, [.. variance.Select(value => value / total)]);
        Orient(directions, found.Scores(rows), components, rows.Dim);
        return found;
    }

    private static double[] Directions(CentredRows centred, SymmetricEigen eigen, int components, bool gram)
    {
        int size = eigen.Values.Length;
        double[] directions = gram ? new double[components * centred.Dim] : eigen.Vectors[..(components * size)];
        if (gram && components > 0)
        {
            MatrixProduct.Multiply(eigen.Vectors.AsSpan(0, components * size), components, new PackedMatrix<double>().Pack(centred.Values, size, centred.Dim), directions);
        }

        for (int index = 0; index < components; index++)
        {
            Span<double> direction = directions.AsSpan(index * centred.Dim, centred.Dim);
            if (eigen.Values[index] <= Rounding * eigen.Values[0])
            {
                direction.Clear();
            }
            else
            {
                TensorPrimitives.Divide(direction, TensorPrimitives.Norm<double>(direction), direction);
            }
        }

        return directions;
    }

    private static void Orient(double[] directions, double[] scores, int components, int dim)
    {
        for (int index = 0; index < components; index++)
        {
            double largest = 0;
            for (int entry = index; entry < scores.Length; entry += components)
            {
                largest = Math.Abs(scores[entry]) > Math.Abs(largest) ? scores[entry] : largest;
            }

            if (largest < 0)
            {
                Span<double> direction = directions.AsSpan(index * dim, dim);
                TensorPrimitives.Negate(direction, direction);
            }
        }
    }
}
