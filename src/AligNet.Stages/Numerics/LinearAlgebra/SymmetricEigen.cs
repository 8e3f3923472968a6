using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AligNet.Numerics.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first.</summary>
internal sealed class SymmetricEigen
{
    private SymmetricEigen(double[] values, double[] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>n values, descending.</summary>
    public double[] Values { get; }

    /// <summary>n × n, row-major: row i is the unit eigenvector of value i. Its sign is arbitrary.</summary>
    public double[] Vectors { get; }

    /// <summary>Decomposes a symmetric matrix of size × size, which stays as it is.</summary>
    /// <exception cref="ArgumentException">The matrix has another size.</exception>
    public static SymmetricEigen Decompose(double[] matrix, int size)
    {
        if (matrix.LongLength != (long)size * size)
        {
            throw new ArgumentException($"{matrix.Length} values are not a matrix of {size} × {size}.", nameof(matrix));
        }

        // A symmetric matrix reads the same by columns, as MathNet stores it.
        Evd<double> ascending = new DenseMatrix(size, size, (double[])matrix.Clone()).Evd(Symmetricity.Symmetric);
        double[] columns = ascending.EigenVectors.ToColumnMajorArray();
        double[] values = new double[size];
        double[] vectors = new double[matrix.Length];
        for (int index = 0; index < size; index++)
        {
            int source = size - 1 - index;
            values[index] = ascending.EigenValues[source].Real;
            columns.AsSpan(source * size, size).CopyTo(vectors.AsSpan(index * size, size));
        }

        return new SymmetricEigen(values, vectors);
    }
}
