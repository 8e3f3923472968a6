using System.Numerics.Tensors;

namespace AligNet.Imaging.Corruptions;

/// <summary>How brightly drops of liquid shine: embossed by the distance from their edges.</summary>
internal static class LiquidRelief
{
    // Distance, in pixels at side 224, beyond which nothing changes.
    private const float Farthest = 20;

    private static readonly int[] Emboss = [-2, -1, 0, -1, 1, 1, 0, 1, 2];
    private static readonly int[] Box = [1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <summary>The shine of each pixel, at most 1; 0 where there is no liquid.</summary>
    /// <param name="liquid">Thickness, 8 bits.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="scale">Pixels of this image in one of a 224-pixel image.</param>
    public static float[] Of(byte[] liquid, int width, int height, double scale)
    {
        float[] distances = ChamferDistance.To(EdgeDetector.Find(liquid, width, height, 50, 150), width, height);
        float[] near = Array.ConvertAll(distances, distance => Math.Min((float)(distance / scale), Farthest));
        byte[] relief = Equalised(Array.ConvertAll(Sums(near, width, height, Box), sum => (byte)(sum / 9)));
        relief = Array.ConvertAll(Sums(Array.ConvertAll(relief, value => (float)value), width, height, Emboss), sum => (byte)Math.Clamp(sum, 0, 255));
        relief = Array.ConvertAll(Sums(Array.ConvertAll(relief, value => (float)value), width, height, Box), sum => (byte)Math.Round(sum / 9, MidpointRounding.ToEven));
        float[] shine = new float[liquid.Length];
        for (int index = 0; index < shine.Length; index++)
        {
            shine[index] = (float)liquid[index] * relief[index];
        }

        float brightest = TensorPrimitives.Max<float>(shine);
        if (brightest > 0)
        {
            TensorPrimitives.Divide(shine, brightest, shine);
        }

        return shine;
    }

    /// <summary>Spreads values so that each of the 256 levels is about equally frequent; the lowest becomes 0.</summary>
    internal static byte[] Equalised(byte[] plane)
    {
        int[] counts = new int[256];
        foreach (byte value in plane)
        {
            counts[value]++;
        }

        int lowest = Array.FindIndex(counts, count => count > 0);
        if (counts[lowest] == plane.Length)
        {
            return plane;
        }

        float scale = 255f / (plane.Length - counts[lowest]);
        byte[] table = new byte[256];
        int sum = 0;
        for (int value = lowest + 1; value < 256; value++)
        {
            sum += counts[value];
            table[value] = (byte)Math.Clamp(MathF.Round(sum * scale, MidpointRounding.ToEven), 0, 255);
        }

        return Array.ConvertAll(plane, value => table[value]);
    }

    /// <summary>Weighted sums over 3 × 3 pixels, mirrored at the edges; in double, since the terms are multiples of 2^-16 and their sums must be exact.</summary>
    internal static double[] Sums(ReadOnlySpan<float> plane, int width, int height, int[] weights)
    {
        double[] sums = new double[plane.Length];
        double[] wide = new double[width + 2];
        for (int y = 0; y < height; y++)
        {
            Span<double> line = sums.AsSpan(y * width, width);
            for (int row = 0; row < 3; row++)
            {
                TensorPrimitives.ConvertChecked<float, double>(plane.Slice(TapFilter.Index(y + row - 1, height, EdgeRule.Mirror) * width, width), wide.AsSpan(1));
                wide[0] = wide[1 + TapFilter.Index(-1, width, EdgeRule.Mirror)];
                wide[^1] = wide[1 + TapFilter.Index(width, width, EdgeRule.Mirror)];
                for (int column = 0; column < 3; column++)
                {
                    TensorPrimitives.MultiplyAdd(wide.AsSpan(column, width), weights[(3 * row) + column], line, line);
                }
            }
        }

        return sums;
    }
}
