using AligNet.Numerics;

namespace AligNet.Imaging.Corruptions;

/// <summary>Noise that is independent for every value of every pixel. Values are v = byte / 255.</summary>
internal static class ValueNoise
{
    private static readonly float[] GaussianScale = [0.08f, 0.12f, 0.18f, 0.26f, 0.38f];
    private static readonly int[] ShotCounts = [60, 25, 12, 5, 3];
    private static readonly double[] ImpulseShare = [0.03, 0.06, 0.09, 0.17, 0.27];
    private static readonly float[] SpeckleScale = [0.15f, 0.2f, 0.35f, 0.45f, 0.6f];

    // By level and value, each level made at its first use.
    private static readonly Lazy<double[][]>[] ShotTables =
        [.. ShotCounts.Select(white => new Lazy<double[][]>(() => [.. Enumerable.Range(0, 256).Select(value => PoissonBelow(value / 255.0 * white, white))]))];

    /// <summary>v + Normal(0, c).</summary>
    public static RgbImage Gaussian(RgbImage image, int level, CorruptionDraws draws)
    {
        float[] noise = draws.Gaussian(image.Pixels.Length);
        return Map(image, (value, index) => PixelPlanes.ToByte((value / 255f) + (GaussianScale[level] * noise[index])));
    }

    /// <summary>v + v·Normal(0, c).</summary>
    public static RgbImage Speckle(RgbImage image, int level, CorruptionDraws draws)
    {
        float[] noise = draws.Gaussian(image.Pixels.Length);
        return Map(image, (value, index) => PixelPlanes.ToByte((value / 255f) + (value / 255f * SpeckleScale[level] * noise[index])));
    }

    /// <summary>Poisson(v·c) / c: c counts make white.</summary>
    public static RgbImage Shot(RgbImage image, int level, CorruptionDraws draws)
    {
        int white = ShotCounts[level];
        double[][] atMost = ShotTables[level].Value;
        Pcg32 random = draws.Uniform();
        return Map(image, (value, _) =>
        {
            // Inversion; counts of white and beyond are all white.
            int found = Array.BinarySearch(atMost[value], random.NextDouble());
            int count = found >= 0 ? found + 1 : ~found;
            return PixelPlanes.ToByte((float)count / white);
        });
    }

    /// <summary>A share c of all values, each channel for itself, becomes 0 or 1 with equal chances.</summary>
    public static RgbImage Impulse(RgbImage image, int level, CorruptionDraws draws)
    {
        Pcg32 random = draws.Uniform();
        return Map(image, (value, _) => random.NextDouble() >= ImpulseShare[level] ? value : random.NextDouble() < 0.5 ? (byte)255 : (byte)0);
    }

    /// <summary>P(count ≤ 0), P(count ≤ 1), …, P(count ≤ end − 1) of a Poisson variable.</summary>
    internal static double[] PoissonBelow(double mean, int end)
    {
        double[] cumulative = new double[end];
        double probability = Math.Exp(-mean);
        double sum = 0;
        for (int count = 0; count < end; count++)
        {
            sum += probability;
            cumulative[count] = sum;
            probability *= mean / (count + 1);
        }

        return cumulative;
    }

    // In the order of the pixels, so that generators can be read along.
    private static RgbImage Map(RgbImage image, Func<byte, int, byte> change)
    {
        byte[] pixels = new byte[image.Pixels.Length];
        for (int index = 0; index < pixels.Length; index++)
        {
            pixels[index] = change(image.Pixels[index], index);
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }
}
