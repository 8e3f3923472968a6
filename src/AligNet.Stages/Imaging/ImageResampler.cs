using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Imaging;

/// <summary>Antialiased resampling of 8-bit RGB with Pillow's arithmetic: weights of 22 fractional bits, first along the rows, rounded
/// to bytes, then along the columns.</summary>
public static class ImageResampler
{
    private const int FractionBits = 22;

    /// <summary>Resamples a whole image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="interpolation">The kernel.</param>
    public static DecodedImage Resize(DecodedImage image, int width, int height, Interpolation interpolation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ResamplingFilter filter = interpolation == Interpolation.Bicubic ? ResamplingFilter.Bicubic : ResamplingFilter.Bilinear;
        DecodedImage wide = width == image.Width ? image : AlongRows(image, width, ResamplingWeights.Create(filter, image.Width, width));
        return height == wide.Height ? wide : AlongColumns(wide, height, ResamplingWeights.Create(filter, wide.Height, height));
    }

    /// <summary>Cuts out the centre square; an odd margin is split as Python's <c>round</c> does.</summary>
    public static DecodedImage CropCentre(DecodedImage image, int size)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Math.Min(image.Width, image.Height));
        int left = (int)Math.Round((image.Width - size) / 2.0, MidpointRounding.ToEven);
        int top = (int)Math.Round((image.Height - size) / 2.0, MidpointRounding.ToEven);
        byte[] pixels = new byte[size * size * 3];
        for (int row = 0; row < size; row++)
        {
            image.Pixels.AsSpan((((top + row) * image.Width) + left) * 3, size * 3).CopyTo(pixels.AsSpan(row * size * 3));
        }

        return new DecodedImage(pixels, size, size);
    }

    /// <summary>The square that a model sees, before its values are scaled.</summary>
    public static DecodedImage ToSquare(DecodedImage image, ImagePreprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(preprocessing);
        int size = preprocessing.ImageSize;
        if (preprocessing.Resize == ResizeMode.Squash)
        {
            return Resize(image, size, size, preprocessing.Interpolation);
        }

        int shorter = preprocessing.ResizeSize;
        (int width, int height) = image.Width <= image.Height
            ? (shorter, (int)((long)shorter * image.Height / image.Width))
            : ((int)((long)shorter * image.Width / image.Height), shorter);
        return CropCentre(Resize(image, width, height, preprocessing.Interpolation), size);
    }

    /// <summary>Writes a square as planes R, G, B of normalised values.</summary>
    /// <param name="square">The image.</param>
    /// <param name="preprocessing">Mean and standard deviation.</param>
    /// <param name="planes">Receives 3 × size × size values.</param>
    public static void Normalise(ReadOnlySpan<byte> square, ImagePreprocessing preprocessing, Span<float> planes)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        int area = square.Length / 3;
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, square.Length);
        Span<float> table = stackalloc float[256];
        for (int channel = 0; channel < 3; channel++)
        {
            for (int value = 0; value < 256; value++)
            {
                table[value] = (float)(((value / 255.0) - preprocessing.Mean[channel]) / preprocessing.Std[channel]);
            }

            Span<float> plane = planes.Slice(channel * area, area);
            for (int pixel = 0; pixel < area; pixel++)
            {
                plane[pixel] = table[square[(pixel * 3) + channel]];
            }
        }
    }

    private static DecodedImage AlongRows(DecodedImage image, int width, ResamplingWeights weights)
    {
        byte[] result = new byte[width * image.Height * 3];
        int[][] fixedWeights = Fixed(weights);
        for (int row = 0; row < image.Height; row++)
        {
            ReadOnlySpan<byte> source = image.Pixels.AsSpan(row * image.Width * 3, image.Width * 3);
            Span<byte> target = result.AsSpan(row * width * 3, width * 3);
            for (int column = 0; column < width; column++)
            {
                (int red, int green, int blue) = (Half, Half, Half);
                int position = weights.Start(column) * 3;
                foreach (int weight in fixedWeights[column])
                {
                    red += source[position] * weight;
                    green += source[position + 1] * weight;
                    blue += source[position + 2] * weight;
                    position += 3;
                }

                (target[column * 3], target[(column * 3) + 1], target[(column * 3) + 2]) = (Round(red), Round(green), Round(blue));
            }
        }

        return new DecodedImage(result, width, image.Height);
    }

    private static DecodedImage AlongColumns(DecodedImage image, int height, ResamplingWeights weights)
    {
        int stride = image.Width * 3;
        byte[] result = new byte[stride * height];
        int[][] fixedWeights = Fixed(weights);
        int[] sums = new int[stride];
        for (int row = 0; row < height; row++)
        {
            Array.Fill(sums, Half);
            int start = weights.Start(row) * stride;
            foreach (int weight in fixedWeights[row])
            {
                ReadOnlySpan<byte> source = image.Pixels.AsSpan(start, stride);
                for (int index = 0; index < sums.Length; index++)
                {
                    sums[index] += source[index] * weight;
                }

                start += stride;
            }

            Span<byte> target = result.AsSpan(row * stride, stride);
            for (int index = 0; index < sums.Length; index++)
            {
                target[index] = Round(sums[index]);
            }
        }

        return new DecodedImage(result, image.Width, height);
    }

    private const int Half = 1 << (FractionBits - 1);

    private static byte Round(int sum) => (byte)Math.Clamp(sum >> FractionBits, 0, 255);

    private static int[][] Fixed(ResamplingWeights weights)
    {
        int[][] values = new int[weights.Count][];
        for (int output = 0; output < values.Length; output++)
        {
            ReadOnlySpan<double> line = weights.Weights(output);
            values[output] = new int[line.Length];
            for (int index = 0; index < line.Length; index++)
            {
                values[output][index] = (int)((line[index] * (1 << FractionBits)) + (line[index] < 0 ? -0.5 : 0.5));
            }
        }

        return values;
    }
}
