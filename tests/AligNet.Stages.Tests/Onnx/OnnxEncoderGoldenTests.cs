using AligNet.Onnx;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Onnx;

public sealed class OnnxEncoderGoldenTests
{
    [Fact]
    public void Embed_ExportedTransformer_MatchesPyTorch()
    {
        GoldenFixture golden = GoldenFixture.Load("onnx/vit_tiny");
        string path = GoldenFixture.FilePath("onnx/vit_tiny.onnx");
        using var encoder = new OnnxEncoder(path, new OnnxEncoderOptions { Device = "cpu" });
        using var logits = new OnnxEncoder(path, new OnnxEncoderOptions { Device = "cpu", Output = "logits" });

        Assert.Equal("features", encoder.Info.Output);
        golden.Within("out_features", encoder.Embed(golden.Singles("in_pixels")));
        golden.Within("out_logits", logits.Embed(golden.Singles("in_pixels")));
    }
}
