using System.IO;
using AligNet.Domain;
using NetVips;

namespace AligNet.Imaging;

/// <summary>Decodes image files (JPEG, PNG, WebP, GIF, TIFF and what else libvips reads) to 8-bit RGB. Safe from several threads.</summary>
/// <remarks>Grey is copied to three channels; CMYK is multiplied out, (255 − ink)·(255 − black)/255, without a colour profile, as
/// Pillow does; 16 bits become 8; transparency is dropped, as Pillow's convert("RGB") does. The first frame of an animation counts.</remarks>
public static class ImageDecoder
{
    // Beyond any photograph, and small enough for one array.
    private const long LargestImage = 1L << 29;

    static ImageDecoder()
    {
        // One image, one thread: images are decoded side by side. Nothing is decoded twice, so nothing need be remembered.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        // Its warnings go straight to the terminal; what matters of them is in the exception.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
    }

    /// <summary>Decodes a file's bytes.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="applyOrientation">Whether to turn the image as its EXIF entry says. Off by default, as the loaders that models
    /// were trained with do not.</param>
    /// <exception cref="ArtifactException">It is not an image, truncated or damaged.</exception>
    public static RgbImage Decode(byte[] file, string path, bool applyOrientation = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            // Truncated data and errors of a decoder are errors; mere warnings (an odd marker, a profile) are not.
            Enums.Access access = applyOrientation ? Enums.Access.Random : Enums.Access.Sequential;
            using Image loaded = Image.NewFromBuffer(file, access: access, failOn: Enums.FailOn.Error);
            if ((long)loaded.Width * loaded.Height > LargestImage)
            {
                throw new ArtifactException($"{path}: {loaded.Width} × {loaded.Height} pixels, expected at most {LargestImage}. Make it smaller or remove it.");
            }

            using Image upright = applyOrientation ? loaded.Autorot() : loaded.Copy();
            using Image rgb = ToRgb(upright);
            byte[] pixels = rgb.WriteToMemory<byte>();
            return new RgbImage(rgb.Width, rgb.Height, pixels);
        }
        catch (VipsException fault)
        {
            string why = fault.Message.ReplaceLineEndings(" ").Trim();
            throw new ArtifactException($"{path}: {file.Length} bytes that are no readable image: {why} Replace or remove the file.", fault);
        }
    }

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="applyOrientation">As for <see cref="Decode"/>.</param>
    /// <exception cref="ArtifactException">Missing, not an image, truncated or damaged.</exception>
    public static RgbImage Read(string path, bool applyOrientation = false) => Decode(ReadBytes(path), path, applyOrientation);

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ArtifactException">It cannot be read.</exception>
    internal static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read: {fault.Message} Check the path and its rights.", fault);
        }
    }

    private static Image ToRgb(Image image)
    {
        if (image.Interpretation == Enums.Interpretation.Cmyk && image.Bands >= 4 && image.Format == Enums.BandFormat.Uchar)
        {
            // libvips has undone Adobe's inversion: 255 is full ink.
            using Image ink = image.ExtractBand(0, n: 3);
            using Image black = image[3];
            using Image product = (255 - ink) * (255 - black) / 255;
            using Image rounded = product.Round(Enums.OperationRound.Rint);
            return rounded.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        }

        using Image colours = image.HasAlpha() ? image.ExtractBand(0, n: image.Bands - 1) : image.Copy();
        using Image srgb = colours.Colourspace(Enums.Interpretation.Srgb);
        using Image bytes = srgb.Format == Enums.BandFormat.Uchar ? srgb.Copy() : srgb.Cast(Enums.BandFormat.Uchar);
        return bytes.Bands switch
        {
            3 => bytes.Copy(),
            1 => bytes.Bandjoin(bytes, bytes),
            int bands => throw new VipsException($"it has {bands} colour channels."),
        };
    }
}
