using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Imaging;

/// <summary>Applies a <see cref="ImagePreprocessing"/> to decoded images. Safe from several threads.</summary>
/// <param name="preprocessing">What to apply; without errors.</param>
public sealed class ImageNormaliser(ImagePreprocessing preprocessing)
{
    private const int Channels = 3;

    // One entry for each channel and each of the 256 values a pixel can have.
    private readonly float[] _table = Table(preprocessing);

    /// <summary>Values of one image after preprocessing: 3 × size × size.</summary>
    public int ValuesPerImage => Channels * preprocessing.ImageSize * preprocessing.ImageSize;

    /// <summary>Frames, resizes and normalises one image.</summary>
    /// <param name="image">The decoded image.</param>
    /// <param name="pixels">Receives 3 × size × size values (CHW).</param>
    public void Apply(RgbImage image, Span<float> pixels) => Normalise(Frame(image), pixels);

    /// <summary>Scales, centres and lays out an image that has the right size already.</summary>
    /// <param name="square">From <see cref="Frame"/>.</param>
    /// <param name="pixels">Receives 3 × size × size values (CHW).</param>
    public void Normalise(RgbImage square, Span<float> pixels)
    {
        ArgumentNullException.ThrowIfNull(square);
        if (pixels.Length != ValuesPerImage || square.Pixels.Length != ValuesPerImage)
        {
            throw new ArgumentException($"Expected room for {ValuesPerImage} values, got {pixels.Length}, of an image with {square.Pixels.Length}.", nameof(pixels));
        }

        int plane = preprocessing.ImageSize * preprocessing.ImageSize;
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> table = _table.AsSpan(channel * 256, 256);
            Span<float> target = pixels.Slice(channel * plane, plane);
            for (int index = 0; index < target.Length; index++)
            {
                target[index] = table[square.Pixels[(index * Channels) + channel]];
            }
        }
    }

    /// <summary>Frames and resizes one image to the square.</summary>
    public RgbImage Frame(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        int size = preprocessing.ImageSize;
        if (preprocessing.Framing == ImageFraming.Squash)
        {
            return Resize(image, size, size);
        }

        // The shorter side exactly, the longer one cut to whole pixels, as torchvision's Resize.
        int target = preprocessing.ResizeSize;
        int longer = (int)((long)target * Math.Max(image.Width, image.Height) / Math.Min(image.Width, image.Height));
        RgbImage resized = image.Width <= image.Height ? Resize(image, target, longer) : Resize(image, longer, target);
        return ImageResampler.CentreCrop(resized, size);
    }

    private RgbImage Resize(RgbImage image, int width, int height) => preprocessing.Interpolation switch
    {
        ImageInterpolation.OpenCvBicubic => OpenCvResampler.Resize(image, width, height),
        ImageInterpolation.Bilinear => ImageResampler.Resize(image, width, height, ResamplingFilter.Bilinear),
        _ => ImageResampler.Resize(image, width, height, ResamplingFilter.Bicubic),
    };

    private static float[] Table(ImagePreprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        float[] table = new float[Channels * 256];
        for (int index = 0; index < table.Length; index++)
        {
            (int channel, int value) = Math.DivRem(index, 256);
            table[index] = (float)(((value / 255.0) - preprocessing.Mean[channel]) / preprocessing.Std[channel]);
        }

        return table;
    }
}
