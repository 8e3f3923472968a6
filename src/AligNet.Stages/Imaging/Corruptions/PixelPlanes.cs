using System.Numerics.Tensors;

namespace AligNet.Imaging.Corruptions;

/// <summary>An image as three planes of values in [0, 1], row by row, for arithmetic.</summary>
internal sealed class PixelPlanes(int width, int height, float[][] channels)
{
    /// <summary>Number of channels: red, green, blue.</summary>
    public const int Channels = 3;

    // The benchmark truncates to 8 bits. A value that should be whole but for float32's rounding (5e-5 grey levels) must not lose a level.
    private const float Slack = 1e-3f;

    public int Width => width;

    public int Height => height;

    public float[] this[int channel]
    {
        get => channels[channel];
        set => channels[channel] = value;
    }

    /// <summary>The factor by which lengths in pixels differ from the benchmark's 224.</summary>
    public static double ScaleOf(int width, int height) => Math.Min(width, height) / 224.0;

    public static PixelPlanes From(RgbImage image)
    {
        var planes = new PixelPlanes(image.Width, image.Height, [new float[image.Width * image.Height], new float[image.Width * image.Height], new float[image.Width * image.Height]]);
        for (int channel = 0; channel < Channels; channel++)
        {
            float[] plane = planes[channel];
            for (int index = 0; index < plane.Length; index++)
            {
                plane[index] = image.Pixels[(index * Channels) + channel] / 255f;
            }
        }

        return planes;
    }

    /// <summary>Clips to [0, 1] and truncates to 8 bits.</summary>
    public RgbImage ToImage()
    {
        byte[] pixels = new byte[width * height * Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            float[] plane = channels[channel];
            for (int index = 0; index < plane.Length; index++)
            {
                pixels[(index * Channels) + channel] = ToByte(plane[index]);
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Clips values to [0, 1] and truncates them to n/255, in place: <see cref="ToByte"/> over 255.</summary>
    public static void Truncate(Span<float> values)
    {
        TensorPrimitives.Max(values, 0f, values);
        TensorPrimitives.Min(values, 1f, values);
        TensorPrimitives.Multiply(values, 255f, values);
        TensorPrimitives.Add(values, Slack, values);
        TensorPrimitives.Truncate<float>(values, values);
        TensorPrimitives.Divide(values, 255f, values);
    }

    /// <summary>One value clipped to [0, 1] and truncated to 8 bits.</summary>
    public static byte ToByte(float value) => (byte)((Math.Clamp(value, 0f, 1f) * 255f) + Slack);
}
