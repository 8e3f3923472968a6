using System.Runtime.Intrinsics;

namespace AligNet.Numerics;

/// <summary>Squared Euclidean distances of float32 vectors.</summary>
public static class SquaredDistance
{
    /// <summary>Σ (xᵢ − yᵢ)² in double precision: differences and squares of the widened values, in lanes of a fixed number, so that the
    /// result does not depend on the machine's vector width.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Double(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"Vectors of {x.Length} and {y.Length} values have no distance.", nameof(y));
        }

        Vector256<double> low = Vector256<double>.Zero;
        Vector256<double> high = Vector256<double>.Zero;
        int index = 0;
        for (; index <= x.Length - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            (Vector256<double> xLow, Vector256<double> xHigh) = Vector256.Widen(Vector256.Create(x[index..]));
            (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(Vector256.Create(y[index..]));
            xLow -= yLow;
            xHigh -= yHigh;
            low += xLow * xLow;
            high += xHigh * xHigh;
        }

        double sum = Vector256.Sum(low + high);
        for (; index < x.Length; index++)
        {
            double difference = (double)x[index] - y[index];
            sum += difference * difference;
        }

        return sum;
    }
}
