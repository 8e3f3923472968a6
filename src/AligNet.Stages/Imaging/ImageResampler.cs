using AligNet.Numerics;

namespace AligNet.Imaging;

/// <summary>Resizes 8-bit RGB images as the libraries that models were trained with do, to the last bit where that is meant.</summary>
public static class ImageResampler
{
    private const int Channels = 3;

    // Pillow: 32 bits less 8 of the pixel and 2 of headroom for kernels that exceed 1.
    private const int Bits = 32 - 8 - 2;

    /// <summary>Resizes with antialiasing as Pillow's <c>Image.resize</c>: the kernel stretched to the scale, fixed-point weights of 22
    /// bits, the horizontal pass first, rounded to 8 bits before the vertical one. A pass that changes nothing is left out.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">New width in pixels.</param>
    /// <param name="height">New height in pixels.</param>
    /// <param name="filter">The kernel.</param>
    public static RgbImage Resize(RgbImage image, int width, int height, ResamplingFilter filter)
    {
        ArgumentNullException.ThrowIfNull(image);
        RgbImage wide = image.Width == width ? image : Horizontal(image, Fixed(filter, image.Width, width));
        return wide.Height == height ? wide : Vertical(wide, Fixed(filter, wide.Height, height));
    }

    /// <summary>Cuts out the middle.</summary>
    /// <param name="image">The image, at least as large as the square.</param>
    /// <param name="size">Side of the square in pixels.</param>
    /// <remarks>The corner is at half the margin, rounded to even, as torchvision's CenterCrop.</remarks>
    public static RgbImage CentreCrop(RgbImage image, int size)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int left, int top) = (Margin(image.Width), Margin(image.Height));
        byte[] pixels = new byte[size * size * Channels];
        for (int y = 0; y < size; y++)
        {
            image.Pixels.AsSpan((((top + y) * image.Width) + left) * Channels, size * Channels).CopyTo(pixels.AsSpan(y * size * Channels));
        }

        return new RgbImage(size, size, pixels);

        int Margin(int side) => (int)Math.Round((side - size) / 2.0, MidpointRounding.ToEven);
    }

    private static (int Start, int[] Weights)[] Fixed(ResamplingFilter filter, int inputs, int outputs)
    {
        var weights = ResamplingWeights.Create(filter, inputs, outputs);
        var lines = new (int, int[])[outputs];
        for (int output = 0; output < outputs; output++)
        {
            ReadOnlySpan<double> line = weights.Weights(output);
            int[] rounded = new int[line.Length];
            for (int index = 0; index < rounded.Length; index++)
            {
                // Half away from zero.
                double scaled = line[index] * (1 << Bits);
                rounded[index] = (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            }

            lines[output] = (weights.Start(output), rounded);
        }

        return lines;
    }

    private static RgbImage Horizontal(RgbImage image, (int Start, int[] Weights)[] lines)
    {
        byte[] pixels = new byte[image.Height * lines.Length * Channels];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * image.Width * Channels, image.Width * Channels);
            Span<byte> target = pixels.AsSpan(y * lines.Length * Channels, lines.Length * Channels);
            for (int x = 0; x < lines.Length; x++)
            {
                (int start, int[] weights) = lines[x];
                ReadOnlySpan<byte> from = row.Slice(start * Channels, weights.Length * Channels);
                (int red, int green, int blue) = (1 << (Bits - 1), 1 << (Bits - 1), 1 << (Bits - 1));
                for (int index = 0; index < weights.Length; index++)
                {
                    red += weights[index] * from[index * Channels];
                    green += weights[index] * from[(index * Channels) + 1];
                    blue += weights[index] * from[(index * Channels) + 2];
                }

                target[x * Channels] = Pixel(red);
                target[(x * Channels) + 1] = Pixel(green);
                target[(x * Channels) + 2] = Pixel(blue);
            }
        }

        return new RgbImage(lines.Length, image.Height, pixels);
    }

    private static RgbImage Vertical(RgbImage image, (int Start, int[] Weights)[] lines)
    {
        int stride = image.Width * Channels;
        byte[] pixels = new byte[lines.Length * stride];
        int[] sums = new int[stride];
        for (int y = 0; y < lines.Length; y++)
        {
            (int start, int[] weights) = lines[y];
            sums.AsSpan().Fill(1 << (Bits - 1));
            for (int index = 0; index < weights.Length; index++)
            {
                ReadOnlySpan<byte> row = image.Pixels.AsSpan((start + index) * stride, stride);
                int weight = weights[index];
                for (int column = 0; column < row.Length; column++)
                {
                    sums[column] += weight * row[column];
                }
            }

            Span<byte> target = pixels.AsSpan(y * stride, stride);
            for (int column = 0; column < target.Length; column++)
            {
                target[column] = Pixel(sums[column]);
            }
        }

        return new RgbImage(image.Width, lines.Length, pixels);
    }

    private static byte Pixel(int sum) => (byte)Math.Clamp(sum >> Bits, 0, 255);
}
