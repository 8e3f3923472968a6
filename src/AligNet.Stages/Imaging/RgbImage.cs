namespace AligNet.Imaging;

/// <summary>An 8-bit RGB image in memory.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels; they are not copied.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="pixels">height × width × 3 bytes, red first.</param>
    /// <exception cref="ArgumentException">There are not so many bytes.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"{pixels.Length} bytes do not form an image of {width} × {height} × 3.", nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>height × width × 3 bytes, red first.</summary>
    public byte[] Pixels { get; }
}
