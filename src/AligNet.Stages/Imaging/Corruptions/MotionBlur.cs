namespace AligNet.Imaging.Corruptions;

/// <summary>Blur to one side along a line, as ImageMagick's MotionBlurImage.</summary>
internal static class MotionBlur
{
    private static readonly (double Radius, double Sigma)[] Settings = [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)];

    /// <summary>The direction is uniform within 45° of the horizontal.</summary>
    public static RgbImage Apply(RgbImage image, int level, CorruptionDraws draws) =>
        Apply(image, level, (draws.Uniform().NextDouble() * 90) - 45);

    /// <summary>With a given direction in degrees, clockwise from the right.</summary>
    internal static RgbImage Apply(RgbImage image, int level, double angle)
    {
        double scale = PixelPlanes.ScaleOf(image.Width, image.Height);
        var planes = PixelPlanes.From(image);
        for (int channel = 0; channel < PixelPlanes.Channels; channel++)
        {
            planes[channel] = Apply(planes[channel], image.Width, image.Height, Settings[level].Radius * scale, Settings[level].Sigma * scale, angle);
        }

        return planes.ToImage();
    }

    /// <summary>One plane of 8-bit values (as n/255), truncated to 8 bits.</summary>
    internal static float[] Apply(ReadOnlySpan<float> plane, int width, int height, double radius, double sigma, double angle)
    {
        float[] blurred = TapFilter.Apply(plane, width, height, Taps(radius, sigma, angle), EdgeRule.Nearest);
        PixelPlanes.Truncate(blurred);
        return blurred;
    }

    /// <summary>2⌈radius⌉ + 1 pixels from the centre outwards, weighted by half a Gaussian.</summary>
    internal static Tap[] Taps(double radius, double sigma, double angle)
    {
        int count = (2 * (int)Math.Ceiling(radius)) + 1;
        double[] weights = [.. Enumerable.Range(0, count).Select(index => index == 0 ? 1 : Math.Exp(-0.5 * index * index / (sigma * sigma)))];
        double sum = weights.Sum();
        (double sin, double cos) = Math.SinCos(angle * Math.PI / 180);
        return [.. weights.Select((weight, index) => new Tap((int)Math.Ceiling((index * cos) - 0.5), (int)Math.Ceiling((index * sin) - 0.5), (float)(weight / sum)))];
    }
}
