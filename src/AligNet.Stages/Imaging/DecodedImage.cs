namespace AligNet.Imaging;

/// <summary>An image as 8-bit RGB.</summary>
/// <param name="Pixels">Rows from the top, three bytes (R, G, B) a pixel.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record DecodedImage(byte[] Pixels, int Width, int Height);
