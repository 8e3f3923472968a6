using NetVips;

namespace AligNet.Imaging;

/// <summary>Encodes 8-bit RGB images as files in memory. Safe from several threads; same pixels, same bytes.</summary>
public static class ImageEncoder
{
    /// <summary>Baseline JPEG with the standard tables and, below quality 90, colour at half the resolution, as Pillow's default.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Jpeg(RgbImage image, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using Image vips = ToVips(image);
        return vips.JpegsaveBuffer(q: quality);
    }

    /// <summary>Lossy WebP.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] WebP(RgbImage image, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        using Image vips = ToVips(image);
        return vips.WebpsaveBuffer(q: quality, effort: 4);
    }

    /// <summary>PNG, 8 bits a channel.</summary>
    /// <param name="image">The image.</param>
    public static byte[] Png(RgbImage image)
    {
        using Image vips = ToVips(image);
        return vips.PngsaveBuffer();
    }

    private static Image ToVips(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using Image raw = Image.NewFromMemory(image.Pixels, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
