using AligNet.Domain;
using AligNet.Imaging;
using NetVips;

namespace AligNet.Tests.Imaging;

public class ImageDecoderTests
{
    private static byte[] Ramp(int bands) =>
        [.. Enumerable.Range(0, 20 * 10 * bands).Select(index => (byte)((index * 7) % 251))];

    private static Image Picture(int bands) => Image.NewFromMemory(Ramp(bands), 20, 10, bands, Enums.BandFormat.Uchar);

    [Fact]
    public void Decode_RgbPng_GivesSameBytes()
    {
        byte[] png = Picture(3).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer();

        DecodedImage image = ImageDecoder.Decode(png, "a.png");

        Assert.Equal((20, 10), (image.Width, image.Height));
        Assert.Equal(Ramp(3), image.Pixels);
    }

    [Fact]
    public void Decode_GreyAlphaAndSixteenBits_GiveRgb()
    {
        byte[] grey = Ramp(1);
        Assert.Equal(grey.SelectMany(value => new[] { value, value, value }),
            ImageDecoder.Decode(Picture(1).Copy(interpretation: Enums.Interpretation.Bw).PngsaveBuffer(), "g.png").Pixels);
        byte[] rgba = Ramp(4);
        Assert.Equal(Enumerable.Range(0, 200).SelectMany(pixel => rgba.Skip(pixel * 4).Take(3)),
            ImageDecoder.Decode(Picture(4).Copy(interpretation: Enums.Interpretation.Srgb).PngsaveBuffer(), "a.png").Pixels);
        using Image deep = (Picture(1).Cast(Enums.BandFormat.Ushort) * 256).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16);
        Assert.Equal(grey.SelectMany(value => new[] { value, value, value }), ImageDecoder.Decode(deep.PngsaveBuffer(), "d.png").Pixels);
    }

    [Fact]
    public void Decode_TruncatedJpeg_IsRefusedByName()
    {
        byte[] jpeg = Picture(3).Copy(interpretation: Enums.Interpretation.Srgb).Resize(20).JpegsaveBuffer();

        ArtifactException thrown = Assert.Throws<ArtifactException>(() => ImageDecoder.Decode(jpeg[..(jpeg.Length / 2)], "half.jpg"));

        Assert.StartsWith("half.jpg: ", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is text")]
    [InlineData("")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>")]
    public void Decode_NoImage_IsRefusedByName(string content) =>
        Assert.Contains("text.jpg: is not an image", Assert.Throws<ArtifactException>(() => ImageDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(content), "text.jpg")).Message, StringComparison.Ordinal);

    [Fact]
    public void CropCentre_OddMargin_RoundsToEven()
    {
        var image = new DecodedImage([.. Enumerable.Range(0, 5 * 2).SelectMany(value => new byte[] { (byte)value, 0, 0 })], 5, 2);

        DecodedImage crop = ImageResampler.CropCentre(image, 2);

        Assert.Equal([2, 3, 7, 8], Enumerable.Range(0, 4).Select(pixel => (int)crop.Pixels[pixel * 3]));
    }
}
