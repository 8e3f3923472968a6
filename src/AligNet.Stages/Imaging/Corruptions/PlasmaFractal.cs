using System.Numerics.Tensors;
using AligNet.Numerics;

namespace AligNet.Imaging.Corruptions;

/// <summary>A cloud-like map by the diamond–square algorithm on a torus.</summary>
internal static class PlasmaFractal
{
    /// <summary>A map of values from 0 to 1 (both reached).</summary>
    /// <param name="side">Side, a power of two.</param>
    /// <param name="decay">What the roughness is divided by from one scale to the next finer one.</param>
    /// <param name="random">Draws, one for each point but the first: for each scale the middles of squares, of their upper and of their left edges.</param>
    /// <returns>side × side values, row by row.</returns>
    /// <remarks>Each point is the mean of the four around it plus a uniform draw of ± the square of the roughness, which starts at 100.</remarks>
    public static float[] Create(int side, double decay, Pcg32 random)
    {
        double[] map = new double[side * side];
        double roughness = 100;
        for (int step = side; step >= 2; step /= 2)
        {
            int half = step / 2;

            // A square's middle sees corners, an edge's middle its two ends and the middles of the squares on both sides.
            double spread = roughness * roughness;
            Fill(map, side, step, half, half, spread, random);
            Fill(map, side, step, half, 0, spread, random);
            Fill(map, side, step, 0, half, spread, random);
            roughness /= decay;
        }

        float[] result = new float[map.Length];
        (double low, double high) = (TensorPrimitives.Min<double>(map), TensorPrimitives.Max<double>(map));
        if (high > low)
        {
            TensorPrimitives.Subtract(map, low, map);
            TensorPrimitives.Divide(map, high - low, map);
            TensorPrimitives.ConvertChecked<double, float>(map, result);
        }

        return result;
    }

    // The points from (left, top) on in steps.
    private static void Fill(double[] map, int side, int step, int left, int top, double spread, Pcg32 random)
    {
        // On a torus whose side is a power of two the mask is the remainder, for negative numbers too.
        (int half, int mask) = (step / 2, side - 1);
        bool isMiddle = left == top;
        for (int y = top; y < side; y += step)
        {
            ReadOnlySpan<double> above = map.AsSpan(((y - half) & mask) * side, side);
            ReadOnlySpan<double> below = map.AsSpan(((y + half) & mask) * side, side);
            Span<double> here = map.AsSpan(y * side, side);
            for (int x = left; x < side; x += step)
            {
                (int before, int after) = ((x - half) & mask, (x + half) & mask);
                double sum = isMiddle
                    ? above[before] + above[after] + below[before] + below[after]
                    : here[before] + here[after] + above[x] + below[x];
                here[x] = (sum / 4) + (spread * ((2 * random.NextDouble()) - 1));
            }
        }
    }

    /// <summary>The upper left part of the smallest map that holds the image.</summary>
    public static float[] CreateFor(int width, int height, double decay, Pcg32 random)
    {
        int side = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(width, height));
        float[] map = Create(side, decay, random);
        float[] part = new float[width * height];
        for (int y = 0; y < height; y++)
        {
            map.AsSpan(y * side, width).CopyTo(part.AsSpan(y * width));
        }

        return part;
    }
}
