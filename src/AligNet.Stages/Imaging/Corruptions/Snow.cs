using System.Numerics.Tensors;

namespace AligNet.Imaging.Corruptions;

/// <summary>Flakes made of magnified, thresholded noise, streaked by the wind, over a whitened scene.</summary>
internal static class Snow
{
    private static readonly Setting[] Settings =
    [
        new(0.1f, 0.3f, 3, 0.5f, 10, 4, 0.8f),
        new(0.2f, 0.3f, 2, 0.5f, 12, 4, 0.7f),
        new(0.55f, 0.3f, 4, 0.9f, 12, 8, 0.7f),
        new(0.55f, 0.3f, 4.5, 0.85f, 12, 8, 0.65f),
        new(0.55f, 0.3f, 2.5, 0.85f, 12, 12, 0.55f),
    ];

    public static RgbImage Apply(RgbImage image, int level, CorruptionDraws draws) =>
        Apply(image, level, draws.Gaussian(LayerCanvas.Of(image).Pixels), -135 + (draws.Uniform(1).NextDouble() * 90));

    /// <summary>With given draws from Normal(0, 1), one a pixel of the canvas, and a given direction of the streaks in degrees.</summary>
    internal static RgbImage Apply(RgbImage image, int level, ReadOnlySpan<float> noise, double angle)
    {
        var canvas = LayerCanvas.Of(image);
        float[] flakes = canvas.Fit(Flakes(canvas, Settings[level], noise, angle), image.Width, image.Height);
        float kept = Settings[level].Kept;
        var planes = PixelPlanes.From(image);
        for (int index = 0; index < flakes.Length; index++)
        {
            float grey = (0.299f * planes[0][index]) + (0.587f * planes[1][index]) + (0.114f * planes[2][index]);

            // The same layer turned by 180° lies over it, so that streaks run both ways.
            float snow = flakes[index] + flakes[^(index + 1)];
            for (int channel = 0; channel < PixelPlanes.Channels; channel++)
            {
                float value = planes[channel][index];
                planes[channel][index] = (kept * value) + ((1 - kept) * Math.Max(value, (grey * 1.5f) + 0.5f)) + snow;
            }
        }

        return planes.ToImage();
    }

    private static float[] Flakes(LayerCanvas canvas, Setting setting, ReadOnlySpan<float> noise, double angle)
    {
        float[] layer = new float[noise.Length];
        TensorPrimitives.Multiply(noise, setting.Scale, layer);
        TensorPrimitives.Add(layer, setting.Loc, layer);
        layer = CentreZoom.Apply(layer, canvas.Width, canvas.Height, setting.Zoom * canvas.Scale);
        for (int index = 0; index < layer.Length; index++)
        {
            layer[index] = layer[index] < setting.Threshold ? 0 : layer[index];
        }

        PixelPlanes.Truncate(layer);

        return MotionBlur.Apply(layer, canvas.Width, canvas.Height, setting.Radius * canvas.Scale, setting.Sigma * canvas.Scale, angle);
    }

    private readonly record struct Setting(float Loc, float Scale, double Zoom, float Threshold, double Radius, double Sigma, float Kept);
}
