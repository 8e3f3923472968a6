using AligNet.Domain;

namespace AligNet.Tests.Domain;

public sealed class ImagePreprocessingTests
{
    private const string Timm = """
        {"num_classes": 1000, "pretrained_cfg": {"input_size": [3, 224, 224], "crop_pct": 0.9, "crop_mode": "center", "interpolation": "bicubic",
         "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}
        """;

    [Fact]
    public void FromTimmConfig_CentreCrop_ResizesToTheFloorOfSizeOverShare()
    {
        ImagePreprocessing read = ImagePreprocessing.FromTimmConfig(Timm, "test")!;
        Assert.Equal((224, ImageFraming.CentreCrop, 248, ImageInterpolation.Bicubic), (read.ImageSize, read.Framing, read.ResizeSize, read.Interpolation));
        Assert.Equal([0.229, 0.224, 0.225], read.Std);
        Assert.Equal((112, 124), (read.WithImageSize(112).ImageSize, read.WithImageSize(112).ResizeSize));
        Assert.Equal(ImageFraming.Squash, ImagePreprocessing.FromTimmConfig(Timm.Replace("center", "squash", StringComparison.Ordinal), "test")!.Framing);
        Assert.Null(ImagePreprocessing.FromTimmConfig("""{"num_heads": 3}""", "test"));
    }

    [Theory]
    [InlineData("\"bicubic\"", "\"lanczos\"")]
    [InlineData("[3, 224, 224]", "[3]")]
    [InlineData("0.225]", "0]")]
    [InlineData("{", "")]
    public void FromTimmConfig_Unusable_NamesTheFile(string part, string by)
    {
        string json = Timm.Replace(part, by, StringComparison.Ordinal);
        Assert.Contains("some/config.json", Assert.Throws<ArtifactException>(() => ImagePreprocessing.FromTimmConfig(json, "some/config.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_WrittenAndRead_IsTheSame()
    {
        var preprocessing = new ImagePreprocessing
        {
            ImageSize = 112, Framing = ImageFraming.CentreCrop, ResizeSize = 128, Interpolation = ImageInterpolation.OpenCvBicubic, Mean = [0.1, 1.0 / 3, 0], Std = [1, 2, 1e-3],
        };
        Assert.Equal(preprocessing, ImagePreprocessing.FromMetadata(preprocessing.ToMetadata(), "test"));
        Assert.Null(ImagePreprocessing.FromMetadata(new Dictionary<string, string> { ["producer"] = "x" }, "test"));
        Assert.Throws<ArtifactException>(() => ImagePreprocessing.FromMetadata(preprocessing.ToMetadata().Skip(1).ToDictionary(), "test"));
    }
}
