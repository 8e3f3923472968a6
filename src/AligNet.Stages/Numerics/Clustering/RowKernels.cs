using System.Numerics;
using System.Runtime.InteropServices;

namespace AligNet.Numerics.Clustering;

/// <summary>What k-means does with single rows: centring, squared distance, sums in double.</summary>
internal static class RowKernels
{
    /// <summary>centred = row − mean, subtracted in double and rounded once.</summary>
    public static void Centre(ReadOnlySpan<float> row, ReadOnlySpan<double> mean, Span<float> centred)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mean.Length, row.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(centred.Length, row.Length);
        int column = 0;
        for (; column <= row.Length - Vector<float>.Count; column += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[column..]), out Vector<double> low, out Vector<double> high);
            low -= new Vector<double>(mean[column..]);
            high -= new Vector<double>(mean[(column + Vector<double>.Count)..]);
            Vector.Narrow(low, high).CopyTo(centred[column..]);
        }

        for (; column < row.Length; column++)
        {
            centred[column] = (float)(row[column] - mean[column]);
        }
    }

    /// <summary>sums += row.</summary>
    public static void Add(ReadOnlySpan<float> row, Span<double> sums)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sums.Length, row.Length);
        int column = 0;
        for (; column <= row.Length - Vector<float>.Count; column += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[column..]), out Vector<double> low, out Vector<double> high);
            (low + new Vector<double>(sums[column..])).CopyTo(sums[column..]);
            (high + new Vector<double>(sums[(column + Vector<double>.Count)..])).CopyTo(sums[(column + Vector<double>.Count)..]);
        }

        for (; column < row.Length; column++)
        {
            sums[column] += row[column];
        }
    }

    /// <summary>Σ (x − y)², in float32.</summary>
    public static float SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        Vector<float> total = default;
        ReadOnlySpan<Vector<float>> wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        ReadOnlySpan<Vector<float>> wideY = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (int index = 0; index < wideX.Length; index++)
        {
            Vector<float> difference = wideX[index] - wideY[index];
            total += difference * difference;
        }

        float sum = Vector.Sum(total);
        for (int column = wideX.Length * Vector<float>.Count; column < x.Length; column++)
        {
            float difference = x[column] - y[column];
            sum += difference * difference;
        }

        return sum;
    }
}
