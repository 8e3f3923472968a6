using System.IO;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Imaging;

/// <summary>Pillow's resizing, from decoded pixels and from JPEG files (fixture images/preprocessed, other people's photographs: never copied here).</summary>
public class ImageResamplerGoldenTests
{
    /// <summary>The fixture's own rule for results that go through another JPEG decoder: mean absolute difference of an image, grey levels.</summary>
    private const double DecoderTolerance = 1.5;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    public void ToSquare_DecodedPixels_GivesPillowsBytes(int image)
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        int[] shape = golden.Shape($"in_decoded_{image:D2}");
        var decoded = new DecodedImage(golden.Bytes($"in_decoded_{image:D2}"), shape[1], shape[0]);
        int big = Array.IndexOf([0, 3, 11], image);

        foreach ((string array, int index, ImagePreprocessing preprocessing) in new[]
        {
            ("out_pil_squash_64", image, new ImagePreprocessing { ImageSize = 64, Resize = ResizeMode.Squash }),
            ("out_pil_squash_224", big, new ImagePreprocessing { ImageSize = 224, Resize = ResizeMode.Squash }),
            ("out_pil_crop_64", image, new ImagePreprocessing { ImageSize = 64, ResizeSize = 73 }),
            ("out_pil_crop_224", big, new ImagePreprocessing { ImageSize = 224, ResizeSize = 256 }),
        })
        {
            byte[] square = ImageResampler.ToSquare(decoded, preprocessing).Pixels;
            byte[] expected = golden.Bytes(array).AsSpan(index * square.Length, square.Length).ToArray();
            Assert.True(square.Zip(expected, (a, b) => Math.Abs(a - b)).Max() <= 1, array);
        }
    }

    [Fact]
    public void ReadSquare_EveryFile_IsCloseToPillow()
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        string folder = Path.GetDirectoryName(GoldenFixture.FilePath("images/preprocessed.json"))!;
        string[] files = [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)];
        byte[] expected = golden.Bytes("out_pil_squash_64");
        var reader = new ImageReader(new ImagePreprocessing { ImageSize = 64, Resize = ResizeMode.Squash });

        for (int index = 0; index < files.Length; index++)
        {
            byte[] square = reader.ReadSquare(new ImageFile(files[index], null));
            int start = index * square.Length;
            double difference = Enumerable.Range(0, square.Length).Average(pixel => Math.Abs(square[pixel] - expected[start + pixel]));
            Assert.True(difference <= DecoderTolerance, $"{Path.GetFileName(files[index])}: {difference}");
        }
    }

    [Fact]
    public void Normalise_Square_GivesTensor()
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        int[] shape = golden.Shape("in_decoded_00");
        DecodedImage square = ImageResampler.Resize(new DecodedImage(golden.Bytes("in_decoded_00"), shape[1], shape[0]), 64, 64, Interpolation.Bicubic);
        float[] planes = new float[3 * 64 * 64];

        ImageResampler.Normalise(golden.Bytes("out_pil_squash_64").AsSpan(0, square.Pixels.Length), new ImagePreprocessing { ImageSize = 64 }, planes);

        golden.Within("out_tensor_imagenet", planes);
    }
}
