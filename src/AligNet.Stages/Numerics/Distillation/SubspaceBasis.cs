using System.Numerics.Tensors;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Distillation;

/// <summary>An orthonormal basis Q of the span of some rows and of the ones vector, or of the whole space.</summary>
internal sealed class SubspaceBasis
{
    // A row whose part outside the basis is shorter than this share of the row adds no direction, only rounding noise.
    private const double Dependent = 1e-9;
    private readonly double[]? _vectors;

    private SubspaceBasis(double[]? vectors, int size, int dim) => (_vectors, Size, Dim) = (vectors, size, dim);

    /// <summary>Number of basis vectors.</summary>
    public int Size { get; }

    /// <summary>Dimension of the space.</summary>
    public int Dim { get; }

    /// <summary>Dimensions outside the basis.</summary>
    public int Complement => Dim - Size;

    /// <summary>The whole space, Q = I.</summary>
    public static SubspaceBasis Whole(int dim) => new(null, dim, dim);

    /// <summary>Basis of span{ones, rows}, by Gram–Schmidt done twice.</summary>
    /// <param name="rows">Count × dim values.</param>
    /// <param name="dim">Width of a row.</param>
    public static SubspaceBasis Of(ReadOnlySpan<double> rows, int dim)
    {
        int count = rows.Length / dim;
        var vectors = new double[Math.Min(count + 1, dim) * dim];
        int size = 0;
        double[] candidate = new double[dim];
        for (int row = -1; row < count && size < dim; row++)
        {
            if (row < 0)
            {
                candidate.AsSpan().Fill(1);
            }
            else
            {
                rows.Slice(row * dim, dim).CopyTo(candidate);
            }

            double length = TensorPrimitives.Norm<double>(candidate);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int index = 0; index < size; index++)
                {
                    ReadOnlySpan<double> vector = vectors.AsSpan(index * dim, dim);
                    TensorPrimitives.MultiplyAdd(vector, -TensorPrimitives.Dot<double>(vector, candidate), candidate, candidate);
                }
            }

            double rest = TensorPrimitives.Norm<double>(candidate);
            if (rest > Dependent * length)
            {
                TensorPrimitives.Divide(candidate, rest, vectors.AsSpan(size * dim, dim));
                size++;
            }
        }

        return new SubspaceBasis(vectors[..(size * dim)], size, dim);
    }

    /// <summary>Coordinates X·Q of rows, rows × <see cref="Size"/>.</summary>
    public double[] Coordinates(ReadOnlySpan<double> rows)
    {
        if (_vectors is null)
        {
            return rows.ToArray();
        }

        int count = rows.Length / Dim;
        double[] coordinates = new double[count * Size];
        MatrixProduct.Multiply(rows, count, new PackedMatrix<double>().PackTransposed(_vectors, Dim, Size), coordinates);
        return coordinates;
    }

    /// <summary>Dot products, rows × rows, of what of the rows lies outside the basis; empty when nothing can.</summary>
    public double[] ResidualProducts(ReadOnlySpan<double> rows, ReadOnlySpan<double> coordinates)
    {
        if (Complement == 0)
        {
            return [];
        }

        int count = rows.Length / Dim;
        double[] residual = new double[rows.Length];
        MatrixProduct.Multiply(coordinates, count, new PackedMatrix<double>().Pack(_vectors, Size, Dim), residual);
        TensorPrimitives.Subtract(rows, residual, residual);
        double[] products = new double[count * count];
        MatrixProduct.Multiply(residual, count, new PackedMatrix<double>().PackTransposed(residual, Dim, count), products);
        return products;
    }

    /// <summary>A vector of the full space from its coordinates: Q·v.</summary>
    public double[] Expand(ReadOnlySpan<double> coordinates)
    {
        if (_vectors is null)
        {
            return coordinates.ToArray();
        }

        double[] vector = new double[Dim];
        for (int index = 0; index < Size; index++)
        {
            TensorPrimitives.MultiplyAdd(_vectors.AsSpan(index * Dim, Dim), coordinates[index], vector, vector);
        }

        return vector;
    }

    /// <summary>The full weights Q·W·Qᵀ + c·(I − Q·Qᵀ), dim × dim.</summary>
    public double[] ExpandWeights(ReadOnlySpan<double> weights, double complementScale)
    {
        if (_vectors is null)
        {
            return weights.ToArray();
        }

        double[] inner = weights.ToArray();
        for (int at = 0; at < inner.Length; at += Size + 1)
        {
            inner[at] -= complementScale;
        }

        double[] half = new double[Size * Dim];
        PackedMatrix<double> packed = new();
        MatrixProduct.Multiply(inner, Size, packed.Pack(_vectors, Size, Dim), half);
        double[] full = new double[Dim * Dim];
        MatrixProduct.MultiplyTransposed(_vectors, Dim, packed.Pack(half, Size, Dim), full);
        for (int at = 0; at < full.Length; at += Dim + 1)
        {
            full[at] += complementScale;
        }

        return full;
    }
}
