using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.LinearAlgebra;

/// <summary>Dense matrix products C = A·B on row-major float32 or float64 matrices.</summary>
/// <remarks>Every entry of C is one chain of fused multiply-adds along the inner dimension, in its order: the bits depend neither on the vector width of
/// the machine, nor on how rows are divided among threads.</remarks>
internal static class MatrixProduct
{
    private const int KernelRows = 8;

    /// <summary>C = A·B.</summary>
    /// <param name="a">A, rows × inner.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="b">B, inner × columns, packed.</param>
    /// <param name="c">Receives rows × columns values.</param>
    public static void Multiply<T>(ReadOnlySpan<T> a, int rows, PackedMatrix<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(a, rows, b.Rows, 1, b, c, 0, rows);

    /// <summary>C = Aᵀ·B.</summary>
    /// <param name="a">A, inner × rows.</param>
    /// <param name="rows">Columns of A, rows of C.</param>
    /// <param name="b">B, inner × columns, packed.</param>
    /// <param name="c">Receives rows × columns values.</param>
    public static void MultiplyTransposed<T>(ReadOnlySpan<T> a, int rows, PackedMatrix<T> b, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(a, rows, 1, rows, b, c, 0, rows);

    /// <summary>Rows first … first + count − 1 of C = A·B, so that several threads can share a product.</summary>
    public static void MultiplyRows<T>(ReadOnlySpan<T> a, int rows, PackedMatrix<T> b, Span<T> c, int first, int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(a, rows, b.Rows, 1, b, c, first, count);

    /// <summary>Rows first … first + count − 1 of C = Aᵀ·B.</summary>
    public static void MultiplyTransposedRows<T>(ReadOnlySpan<T> a, int rows, PackedMatrix<T> b, Span<T> c, int first, int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(a, rows, 1, rows, b, c, first, count);

    private static unsafe void Multiply<T>(ReadOnlySpan<T> a, int rows, int rowStride, int innerStride, PackedMatrix<T> b, Span<T> c, int first, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Length != (long)rows * b.Rows || c.Length != (long)rows * b.Columns)
        {
            throw new ArgumentException($"A has {a.Length} and C {c.Length} values; {rows} × {b.Rows} times {b.Rows} × {b.Columns} needs {(long)rows * b.Rows} and {(long)rows * b.Columns}.");
        }

        int width = PackedMatrix<T>.PanelWidth;
        T* tile = stackalloc T[KernelRows * width];
        T** lines = stackalloc T*[KernelRows];
        fixed (T* left = a)
        {
            for (int panel = 0; panel < b.Panels; panel++)
            {
                int firstColumn = panel * width;
                int columns = Math.Min(width, b.Columns - firstColumn);
                fixed (T* right = b.Panel(panel))
                {
                    for (int row = first; row < first + count; row += KernelRows)
                    {
                        int height = Math.Min(KernelRows, first + count - row);
                        for (int line = 0; line < KernelRows; line++)
                        {
                            // Missing rows repeat the first one; their results are not copied.
                            lines[line] = left + ((nint)(row + (line < height ? line : 0)) * rowStride);
                        }

                        if (Vector512.IsHardwareAccelerated)
                        {
                            Tile512(lines, innerStride, right, b.Rows, tile);
                        }
                        else
                        {
                            Tile256(lines, height, innerStride, right, b.Rows, tile);
                        }

                        for (int line = 0; line < height; line++)
                        {
                            new ReadOnlySpan<T>(tile + (line * width), columns).CopyTo(c.Slice(((row + line) * b.Columns) + firstColumn, columns));
                        }
                    }
                }
            }
        }
    }

    // 8 rows × 2 vectors: 16 accumulators, 2 panel vectors and a broadcast fit the 32 registers of 512 bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Tile512<T>(T** lines, int stride, T* panel, int inner, T* tile)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* a0 = lines[0], a1 = lines[1], a2 = lines[2], a3 = lines[3], a4 = lines[4], a5 = lines[5], a6 = lines[6], a7 = lines[7];
        int lanes = Vector512<T>.Count;
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<T> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (nint at = 0, step = 0; step < inner; step++, at += stride)
        {
            Vector512<T> b0 = Vector512.Load(panel);
            Vector512<T> b1 = Vector512.Load(panel + lanes);
            panel += 2 * lanes;
            Vector512<T> x = Vector512.Create(a0[at]);
            (c00, c01) = (Fma(x, b0, c00), Fma(x, b1, c01));
            x = Vector512.Create(a1[at]);
            (c10, c11) = (Fma(x, b0, c10), Fma(x, b1, c11));
            x = Vector512.Create(a2[at]);
            (c20, c21) = (Fma(x, b0, c20), Fma(x, b1, c21));
            x = Vector512.Create(a3[at]);
            (c30, c31) = (Fma(x, b0, c30), Fma(x, b1, c31));
            x = Vector512.Create(a4[at]);
            (c40, c41) = (Fma(x, b0, c40), Fma(x, b1, c41));
            x = Vector512.Create(a5[at]);
            (c50, c51) = (Fma(x, b0, c50), Fma(x, b1, c51));
            x = Vector512.Create(a6[at]);
            (c60, c61) = (Fma(x, b0, c60), Fma(x, b1, c61));
            x = Vector512.Create(a7[at]);
            (c70, c71) = (Fma(x, b0, c70), Fma(x, b1, c71));
        }

        c00.Store(tile);
        c01.Store(tile + lanes);
        c10.Store(tile + (2 * lanes));
        c11.Store(tile + (3 * lanes));
        c20.Store(tile + (4 * lanes));
        c21.Store(tile + (5 * lanes));
        c30.Store(tile + (6 * lanes));
        c31.Store(tile + (7 * lanes));
        c40.Store(tile + (8 * lanes));
        c41.Store(tile + (9 * lanes));
        c50.Store(tile + (10 * lanes));
        c51.Store(tile + (11 * lanes));
        c60.Store(tile + (12 * lanes));
        c61.Store(tile + (13 * lanes));
        c70.Store(tile + (14 * lanes));
        c71.Store(tile + (15 * lanes));
    }

    // The same panel with 16 registers of 256 bits: 3 rows × 4 vectors at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Tile256<T>(T** lines, int height, int stride, T* panel, int inner, T* tile)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector256<T>.Count;
        for (int row = 0; row < height; row += 3)
        {
            int second = Math.Min(row + 1, KernelRows - 1), third = Math.Min(row + 2, KernelRows - 1);
            T* a0 = lines[row], a1 = lines[second], a2 = lines[third], b = panel;
            Vector256<T> c00 = default, c01 = default, c02 = default, c03 = default;
            Vector256<T> c10 = default, c11 = default, c12 = default, c13 = default;
            Vector256<T> c20 = default, c21 = default, c22 = default, c23 = default;
            for (nint at = 0, step = 0; step < inner; step++, at += stride)
            {
                Vector256<T> x0 = Vector256.Create(a0[at]);
                Vector256<T> x1 = Vector256.Create(a1[at]);
                Vector256<T> x2 = Vector256.Create(a2[at]);
                Vector256<T> y = Vector256.Load(b);
                (c00, c10, c20) = (Fma(x0, y, c00), Fma(x1, y, c10), Fma(x2, y, c20));
                y = Vector256.Load(b + lanes);
                (c01, c11, c21) = (Fma(x0, y, c01), Fma(x1, y, c11), Fma(x2, y, c21));
                y = Vector256.Load(b + (2 * lanes));
                (c02, c12, c22) = (Fma(x0, y, c02), Fma(x1, y, c12), Fma(x2, y, c22));
                y = Vector256.Load(b + (3 * lanes));
                (c03, c13, c23) = (Fma(x0, y, c03), Fma(x1, y, c13), Fma(x2, y, c23));
                b += 4 * lanes;
            }

            Store(tile + (third * 4 * lanes), c20, c21, c22, c23);
            Store(tile + (second * 4 * lanes), c10, c11, c12, c13);
            Store(tile + (row * 4 * lanes), c00, c01, c02, c03);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Store<T>(T* target, Vector256<T> v0, Vector256<T> v1, Vector256<T> v2, Vector256<T> v3)
        where T : unmanaged
    {
        v0.Store(target);
        v1.Store(target + Vector256<T>.Count);
        v2.Store(target + (2 * Vector256<T>.Count));
        v3.Store(target + (3 * Vector256<T>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) =>
        typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}
