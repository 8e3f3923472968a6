namespace AligNet.Imaging;

/// <summary>Bicubic resizing without antialiasing, as OpenCV's <c>resize</c> with INTER_CUBIC does on 8-bit images: what the released
/// AligNet code feeds its students.</summary>
/// <remarks>Kernel a = -0.75 over four neighbours, borders repeated, weights rounded to 11 bits, one rounding after both passes.</remarks>
public static class OpenCvResampler
{
    private const int Channels = 3;
    private const int Taps = 4;
    private const int Bits = 11;

    /// <summary>Resizes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width == width && image.Height == height)
        {
            return image;
        }

        (int First, int[] Weights)[] columns = Lines(image.Width, width);
        (int First, int[] Weights)[] rows = Lines(image.Height, height);
        byte[] pixels = new byte[width * height * Channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int channel = 0; channel < Channels; channel++)
                {
                    int sum = 0;
                    for (int tap = 0; tap < Taps; tap++)
                    {
                        sum += rows[y].Weights[tap] * Line(rows[y].First + tap, columns[x], channel);
                    }

                    pixels[(((y * width) + x) * Channels) + channel] = (byte)Math.Clamp((sum + (1 << ((2 * Bits) - 1))) >> (2 * Bits), 0, 255);
                }
            }
        }

        return new RgbImage(width, height, pixels);

        int Line(int y, (int First, int[] Weights) column, int channel)
        {
            int row = Math.Clamp(y, 0, image.Height - 1) * image.Width;
            int sum = 0;
            for (int tap = 0; tap < Taps; tap++)
            {
                sum += column.Weights[tap] * image.Pixels[((row + Math.Clamp(column.First + tap, 0, image.Width - 1)) * Channels) + channel];
            }

            return sum;
        }
    }

    private static (int First, int[] Weights)[] Lines(int inputs, int outputs)
    {
        const float A = -0.75f;
        double scale = (double)inputs / outputs;
        var lines = new (int, int[])[outputs];
        Span<float> weights = stackalloc float[Taps];
        for (int output = 0; output < outputs; output++)
        {
            float centre = (float)(((output + 0.5) * scale) - 0.5);
            int whole = (int)MathF.Floor(centre);
            float x = centre - whole;
            weights[0] = (((((A * (x + 1)) - (5 * A)) * (x + 1)) + (8 * A)) * (x + 1)) - (4 * A);
            weights[1] = (((((A + 2) * x) - (A + 3)) * x) * x) + 1;
            weights[2] = (((((A + 2) * (1 - x)) - (A + 3)) * (1 - x)) * (1 - x)) + 1;
            weights[3] = 1 - weights[0] - weights[1] - weights[2];
            int[] rounded = new int[Taps];
            for (int tap = 0; tap < Taps; tap++)
            {
                rounded[tap] = (int)MathF.Round(weights[tap] * (1 << Bits), MidpointRounding.ToEven);
            }

            lines[output] = (whole - 1, rounded);
        }

        return lines;
    }
}
