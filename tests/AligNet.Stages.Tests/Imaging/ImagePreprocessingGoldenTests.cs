using System.IO;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Imaging;

public sealed class ImagePreprocessingGoldenTests
{
    // The fixture's own rule for images that another JPEG decoder has read: mean absolute difference of grey levels an image.
    private const double AnotherDecoder = 1.5;

    [Theory]
    [InlineData("out_pil_squash_224", ImageFraming.Squash, 224, 0, ImageInterpolation.Bicubic)]
    [InlineData("out_pil_crop_224", ImageFraming.CentreCrop, 224, 256, ImageInterpolation.Bicubic)]
    [InlineData("out_cv_squash_224", ImageFraming.Squash, 224, 0, ImageInterpolation.OpenCvBicubic)]
    public void Frame_DecodedImages_MatchesTheLibraries(string array, ImageFraming framing, int size, int resize, ImageInterpolation interpolation)
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        var normaliser = new ImageNormaliser(new ImagePreprocessing { ImageSize = size, Framing = framing, ResizeSize = resize, Interpolation = interpolation });
        List<int> actual = [];
        foreach (int index in golden.Parameters.GetProperty("big").EnumerateArray().Select(number => number.GetInt32()))
        {
            string name = $"in_decoded_{index:00}";
            int[] shape = golden.Shape(name);
            byte[] pixels = [.. golden.Integers(name).Select(value => (byte)value)];
            actual.AddRange(normaliser.Frame(new RgbImage(shape[1], shape[0], pixels)).Pixels.Select(value => (int)value));
        }

        golden.Within(array, actual.ToArray());
    }

    [Theory]
    [InlineData("out_pil_squash_64", ImageFraming.Squash, 0, ImageInterpolation.Bicubic)]
    [InlineData("out_pil_crop_64", ImageFraming.CentreCrop, 73, ImageInterpolation.Bicubic)]
    [InlineData("out_cv_squash_64", ImageFraming.Squash, 0, ImageInterpolation.OpenCvBicubic)]
    public void Frame_Files_MatchesTheLibrariesUpToTheDecoder(string array, ImageFraming framing, int resize, ImageInterpolation interpolation)
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        var normaliser = new ImageNormaliser(new ImagePreprocessing { ImageSize = 64, Framing = framing, ResizeSize = resize, Interpolation = interpolation });
        int[][] expected = [.. golden.Integers(array).Chunk(64 * 64 * 3)];
        string folder = Path.GetDirectoryName(GoldenFixture.FilePath("images/preprocessed.json"))!;
        string[] files = [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Length, files.Length);
        for (int index = 0; index < files.Length; index++)
        {
            byte[] actual = normaliser.Frame(ImageDecoder.Read(files[index])).Pixels;
            double mean = expected[index].Zip(actual).Average(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(mean <= AnotherDecoder, $"{files[index]}: mean difference {mean:F3} grey levels.");
        }
    }

    [Fact]
    public void Decode_Photographs_MatchesPillow()
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        string folder = Path.GetDirectoryName(GoldenFixture.FilePath("images/preprocessed.json"))!;
        string[] files = [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal)];
        foreach (int index in golden.Parameters.GetProperty("big").EnumerateArray().Select(number => number.GetInt32()))
        {
            int[] expected = golden.Integers($"in_decoded_{index:00}");
            byte[] actual = ImageDecoder.Read(files[index]).Pixels;
            double mean = expected.Zip(actual).Average(pair => Math.Abs(pair.First - pair.Second));
            Assert.True(expected.Length == actual.Length && mean <= AnotherDecoder, $"{files[index]}: mean difference {mean:F3} grey levels.");
        }
    }

    [Theory]
    [InlineData("out_tensor_imagenet", new[] { 0.485, 0.456, 0.406 }, new[] { 0.229, 0.224, 0.225 })]
    [InlineData("out_tensor_inception", new[] { 0.5, 0.5, 0.5 }, new[] { 0.5, 0.5, 0.5 })]
    public void Normalise_SquashedImage_MatchesTorchvision(string array, double[] mean, double[] std)
    {
        GoldenFixture golden = GoldenFixture.Load("images/preprocessed");
        var normaliser = new ImageNormaliser(new ImagePreprocessing { ImageSize = 64, Mean = mean, Std = std });
        byte[] square = [.. golden.Integers("out_pil_squash_64").Take(64 * 64 * 3).Select(value => (byte)value)];
        float[] pixels = new float[square.Length];
        normaliser.Apply(new RgbImage(64, 64, square), pixels);
        golden.Within(array, pixels);
    }
}
