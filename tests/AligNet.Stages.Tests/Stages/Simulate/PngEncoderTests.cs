using AligNet.Numerics;
using AligNet.Stages.Simulate;

namespace AligNet.Tests.Stages.Simulate;

public class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(17, 31)]
    public void Encode_AnyPixels_ReadBackByAnotherLibraryUnchanged(int width, int height)
    {
        var random = new Pcg32(6);
        byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(_ => (byte)random.NextInt(256))];

        using NetVips.Image image = NetVips.Image.NewFromBuffer(PngEncoder.Encode(pixels, width, height));

        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Bands));
        Assert.Equal(pixels, image.WriteToMemory<byte>());
    }

    [Fact]
    public void Encode_WrongCountOfBytes_IsRefused() => Assert.Throws<ArgumentException>(() => PngEncoder.Encode(new byte[5], 1, 2));
}
