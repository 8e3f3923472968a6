using AligNet.Numerics;

namespace AligNet.Imaging.Corruptions;

/// <summary>The size at which a layer (flakes, drops, ice, displacements) is drawn: that of the image, but no less than the benchmark's 224, since
/// the layer's details would fall below one pixel. Layers of smaller images are drawn at 224 and averaged down.</summary>
/// <param name="Width">Width of the layer.</param>
/// <param name="Height">Height of the layer.</param>
internal readonly record struct LayerCanvas(int Width, int Height)
{
    /// <summary>Number of pixels.</summary>
    public int Pixels => Width * Height;

    /// <summary>Pixels of the layer in one of a 224-pixel image; at least 1.</summary>
    public double Scale => PixelPlanes.ScaleOf(Width, Height);

    /// <summary>The canvas of an image.</summary>
    public static LayerCanvas Of(RgbImage image)
    {
        double enlarge = Math.Max(1, 1 / PixelPlanes.ScaleOf(image.Width, image.Height));
        return new LayerCanvas((int)Math.Round(image.Width * enlarge), (int)Math.Round(image.Height * enlarge));
    }

    /// <summary>Averages a layer down to an image's size.</summary>
    public float[] Fit(float[] layer, int width, int height) => width == Width && height == Height
        ? layer
        : Transposed(Narrowed(Transposed(Narrowed(layer, Width, width), width), Height, height), height);

    private static float[] Narrowed(float[] plane, int width, int newWidth)
    {
        var weights = ResamplingWeights.Create(ResamplingFilter.Bilinear, width, newWidth);
        int height = plane.Length / width;
        float[] result = new float[height * newWidth];
        for (int x = 0; x < newWidth; x++)
        {
            ReadOnlySpan<double> line = weights.Weights(x);
            for (int y = 0; y < height; y++)
            {
                ReadOnlySpan<float> values = plane.AsSpan((y * width) + weights.Start(x), line.Length);
                double sum = 0;
                for (int tap = 0; tap < line.Length; tap++)
                {
                    sum += line[tap] * values[tap];
                }

                result[(y * newWidth) + x] = (float)sum;
            }
        }

        return result;
    }

    private static float[] Transposed(float[] plane, int width)
    {
        int height = plane.Length / width;
        float[] result = new float[plane.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                result[(x * height) + y] = plane[(y * width) + x];
            }
        }

        return result;
    }
}
