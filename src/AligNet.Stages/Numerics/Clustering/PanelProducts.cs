using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.Clustering;

/// <summary>Dot products of a few rows with one panel of centroids: the inner loop of k-means.</summary>
/// <remarks>Every product is one chain of fused multiply-adds over the columns in order, whichever vector width the machine has,
/// so a row's products do not depend on the rows computed beside it.</remarks>
internal static class PanelProducts
{
    /// <summary>Rows of one call: with <see cref="CentroidPanels.Width"/> centroids they fill the vector registers.</summary>
    public const int Rows = 12;

    /// <summary>Computes products[r, c] = row r · centroid c.</summary>
    /// <param name="rows">Row-major, <see cref="Rows"/> × dim.</param>
    /// <param name="panel">One panel of <see cref="CentroidPanels.Values"/>, dim × width.</param>
    /// <param name="products">Receives <see cref="Rows"/> × width values, row-major.</param>
    public static unsafe void Compute(ReadOnlySpan<float> rows, ReadOnlySpan<float> panel, Span<float> products)
    {
        int dim = panel.Length / CentroidPanels.Width;
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, Rows * dim);
        ArgumentOutOfRangeException.ThrowIfNotEqual(products.Length, Rows * CentroidPanels.Width);
        fixed (float* row = rows, centroids = panel, result = products)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Wide(row, centroids, result, dim);
            }
            else
            {
                Narrow(row, centroids, result, dim);
                Narrow(row + (Rows / 2 * dim), centroids, result + (Rows / 2 * CentroidPanels.Width), dim);
            }
        }
    }

    /// <summary>Twelve rows, one 512-bit vector of sixteen centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Wide(float* row, float* panel, float* result, int dim)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector512<float> s6 = default, s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        float* row3 = row + (3L * dim), row6 = row + (6L * dim), row9 = row + (9L * dim);
        for (nint column = 0; column < dim; column++)
        {
            Vector512<float> centroids = Vector512.Load(panel + (column * CentroidPanels.Width));
            s0 = Vector512.MultiplyAddEstimate(Vector512.Create(row[column]), centroids, s0);
            s1 = Vector512.MultiplyAddEstimate(Vector512.Create(row[column + dim]), centroids, s1);
            s2 = Vector512.MultiplyAddEstimate(Vector512.Create(row[column + (2 * dim)]), centroids, s2);
            s3 = Vector512.MultiplyAddEstimate(Vector512.Create(row3[column]), centroids, s3);
            s4 = Vector512.MultiplyAddEstimate(Vector512.Create(row3[column + dim]), centroids, s4);
            s5 = Vector512.MultiplyAddEstimate(Vector512.Create(row3[column + (2 * dim)]), centroids, s5);
            s6 = Vector512.MultiplyAddEstimate(Vector512.Create(row6[column]), centroids, s6);
            s7 = Vector512.MultiplyAddEstimate(Vector512.Create(row6[column + dim]), centroids, s7);
            s8 = Vector512.MultiplyAddEstimate(Vector512.Create(row6[column + (2 * dim)]), centroids, s8);
            s9 = Vector512.MultiplyAddEstimate(Vector512.Create(row9[column]), centroids, s9);
            s10 = Vector512.MultiplyAddEstimate(Vector512.Create(row9[column + dim]), centroids, s10);
            s11 = Vector512.MultiplyAddEstimate(Vector512.Create(row9[column + (2 * dim)]), centroids, s11);
        }

        s0.Store(result);
        s1.Store(result + 16);
        s2.Store(result + 32);
        s3.Store(result + 48);
        s4.Store(result + 64);
        s5.Store(result + 80);
        s6.Store(result + 96);
        s7.Store(result + 112);
        s8.Store(result + 128);
        s9.Store(result + 144);
        s10.Store(result + 160);
        s11.Store(result + 176);
    }

    /// <summary>Six rows, two 256-bit vectors of eight centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Narrow(float* row, float* panel, float* result, int dim)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        float* row3 = row + (3L * dim);
        for (nint column = 0; column < dim; column++)
        {
            Vector256<float> a = Vector256.Load(panel + (column * CentroidPanels.Width));
            Vector256<float> b = Vector256.Load(panel + (column * CentroidPanels.Width) + 8);
            Vector256<float> value = Vector256.Create(row[column]);
            (a0, b0) = (Vector256.MultiplyAddEstimate(value, a, a0), Vector256.MultiplyAddEstimate(value, b, b0));
            value = Vector256.Create(row[column + dim]);
            (a1, b1) = (Vector256.MultiplyAddEstimate(value, a, a1), Vector256.MultiplyAddEstimate(value, b, b1));
            value = Vector256.Create(row[column + (2 * dim)]);
            (a2, b2) = (Vector256.MultiplyAddEstimate(value, a, a2), Vector256.MultiplyAddEstimate(value, b, b2));
            value = Vector256.Create(row3[column]);
            (a3, b3) = (Vector256.MultiplyAddEstimate(value, a, a3), Vector256.MultiplyAddEstimate(value, b, b3));
            value = Vector256.Create(row3[column + dim]);
            (a4, b4) = (Vector256.MultiplyAddEstimate(value, a, a4), Vector256.MultiplyAddEstimate(value, b, b4));
            value = Vector256.Create(row3[column + (2 * dim)]);
            (a5, b5) = (Vector256.MultiplyAddEstimate(value, a, a5), Vector256.MultiplyAddEstimate(value, b, b5));
        }

        a0.Store(result);
        b0.Store(result + 8);
        a1.Store(result + 16);
        b1.Store(result + 24);
        a2.Store(result + 32);
        b2.Store(result + 40);
        a3.Store(result + 48);
        b3.Store(result + 56);
        a4.Store(result + 64);
        b4.Store(result + 72);
        a5.Store(result + 80);
        b5.Store(result + 88);
    }
}
