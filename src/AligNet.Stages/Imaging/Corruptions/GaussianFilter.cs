namespace AligNet.Imaging.Corruptions;

/// <summary>Blur by a sampled Gaussian, as SciPy's <c>gaussian_filter</c> (which scikit-image's <c>gaussian</c> calls): weights
/// exp(−x²/2σ²) over |x| ≤ ⌊truncate·σ + ½⌋, normalised, along both axes.</summary>
internal static class GaussianFilter
{
    /// <summary>Blurs a plane.</summary>
    /// <param name="plane">height × width values; not changed.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="sigma">Standard deviation, pixels.</param>
    /// <param name="edges">What lies outside.</param>
    /// <param name="truncate">Where the weights end, in standard deviations.</param>
    public static float[] Apply(ReadOnlySpan<float> plane, int width, int height, double sigma, EdgeRule edges = EdgeRule.Nearest, double truncate = 4)
    {
        double[] weights = Weights(Radius(sigma, truncate), sigma);
        int radius = weights.Length / 2;
        Tap[] across = [.. weights.Select((weight, index) => new Tap(index - radius, 0, (float)weight))];
        Tap[] down = [.. across.Select(tap => new Tap(0, tap.X, tap.Weight))];
        float[] result = TapFilter.Apply(plane, width, height, down, edges);
        TapFilter.Apply(result, width, height, across, edges, result);
        return result;
    }

    /// <summary>Blurs all channels of an image, edges repeated.</summary>
    public static PixelPlanes Apply(PixelPlanes image, double sigma) => new(image.Width, image.Height,
        [.. Enumerable.Range(0, PixelPlanes.Channels).Select(channel => Apply(image[channel], image.Width, image.Height, sigma))]);

    /// <summary>What white noise has to be multiplied by to be as strong after a blur by σ·scale as it is after one by σ.</summary>
    public static double NoiseScale(double sigma, double scale, double truncate = 4) =>
        scale == 1 ? 1 : Energy(sigma, truncate) / Energy(sigma * scale, truncate);

    /// <summary>The weights of one axis, at distances −radius to radius; they sum to 1.</summary>
    internal static double[] Weights(int radius, double sigma)
    {
        double[] weights = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(x => x == 0 ? 1 : Math.Exp(-0.5 * x * x / (sigma * sigma)))];
        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static int Radius(double sigma, double truncate) => (int)((truncate * sigma) + 0.5);

    // The standard deviation that unit white noise has after both axes.
    private static double Energy(double sigma, double truncate) => Weights(Radius(sigma, truncate), sigma).Sum(weight => weight * weight);
}
