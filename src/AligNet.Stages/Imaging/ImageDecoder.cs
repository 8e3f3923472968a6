using AligNet.Domain;
using NetVips;

namespace AligNet.Imaging;

/// <summary>Decodes image files to 8-bit RGB, as Pillow's <c>convert("RGB")</c> does: grey is repeated, alpha dropped, CMYK multiplied
/// out, 16 bits cut to 8, colour profiles ignored; EXIF orientation is followed only when asked.</summary>
public static class ImageDecoder
{
    /// <summary>Images of more pixels are refused, so that a small file cannot claim all memory (Pillow's limit).</summary>
    public const long MaxPixels = 178_956_970;

    private static readonly string[] Loaders = ["jpegload", "pngload", "webpload", "gifload", "tiffload", "ppmload"];

    static ImageDecoder()
    {
        // One image a thread: libvips' own threads would only get in the way, and its cache would keep what is used once.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        // What libvips would print as a warning becomes part of the one message, or is no fault at all.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">JPEG, PNG, WebP, GIF (first frame), TIFF or PPM.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="followOrientation">Whether the image is turned as its EXIF orientation says.</param>
    /// <exception cref="ArtifactException">Not such an image, truncated, damaged, or too large.</exception>
    public static DecodedImage Decode(byte[] bytes, string name, bool followOrientation = false)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            if (bytes.Length == 0 || Image.FindLoadBuffer(bytes) is not { } loader || !Loaders.Any(known => Matches(loader, known)))
            {
                throw new ArtifactException($"{name}: is not an image of a known kind (JPEG, PNG, WebP, GIF, TIFF, PPM).");
            }

            using Image file = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            if ((long)file.Width * file.Height > MaxPixels)
            {
                throw new ArtifactException($"{name}: has {file.Width} × {file.Height} pixels, at most {MaxPixels} are read.");
            }

            using Image turned = followOrientation ? file.Autorot() : file.Copy();
            using Image image = turned.Format is Enums.BandFormat.Ushort or Enums.BandFormat.Short ? (turned / 256).Cast(Enums.BandFormat.Uchar)
                : turned.Format == Enums.BandFormat.Uchar ? turned.Copy() : turned.Cast(Enums.BandFormat.Uchar);
            byte[] pixels = image.WriteToMemory<byte>();
            bool cmyk = turned.Interpretation == Enums.Interpretation.Cmyk && image.Bands >= 4;
            return new DecodedImage(ToRgb(pixels, image.Bands, cmyk), image.Width, image.Height);
        }
        catch (VipsException exception)
        {
            string reason = exception.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "unknown";
            throw new ArtifactException($"{name}: cannot be decoded; the file is truncated or damaged ({reason}).", exception);
        }
    }

    /// <summary>libvips names a loader by its class ("VipsForeignLoadJpegBuffer") or nickname, depending on its version.</summary>
    private static bool Matches(string loader, string known) =>
        loader.StartsWith(known, StringComparison.OrdinalIgnoreCase)
        || loader.StartsWith("VipsForeignLoad" + known[..^4], StringComparison.OrdinalIgnoreCase)
        || (known == "gifload" && loader.Contains("Nsgif", StringComparison.OrdinalIgnoreCase));

    private static byte[] ToRgb(byte[] pixels, int bands, bool cmyk)
    {
        if (bands == 3)
        {
            return pixels;
        }

        int count = pixels.Length / bands;
        byte[] rgb = new byte[count * 3];
        for (int pixel = 0; pixel < count; pixel++)
        {
            ReadOnlySpan<byte> source = pixels.AsSpan(pixel * bands, bands);
            Span<byte> target = rgb.AsSpan(pixel * 3, 3);
            if (cmyk)
            {
                int light = 255 - source[3];
                for (int channel = 0; channel < 3; channel++)
                {
                    int product = (source[channel] * light) + 128;
                    target[channel] = (byte)(light - (((product >> 8) + product) >> 8));
                }
            }
            else if (bands < 3)
            {
                target.Fill(source[0]);
            }
            else
            {
                source[..3].CopyTo(target);
            }
        }

        return rgb;
    }
}
