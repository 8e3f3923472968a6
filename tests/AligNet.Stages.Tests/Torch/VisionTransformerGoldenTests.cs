using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Tests.Golden;
using AligNet.Torch;
using AligNet.Torch.Native;
using TorchSharp;

namespace AligNet.Tests.Torch;

public sealed class VisionTransformerGoldenTests
{
    [Theory]
    [InlineData("vit_plain")]
    [InlineData("vit_dino")]
    [InlineData("vit_dinov2")]
    [InlineData("vit_dinov2_reg")]
    public void Forward_EveryStep_MatchesTimm(string name)
    {
        GoldenFixture golden = GoldenFixture.Load($"vit/{name}");
        (VisionTransformerConfig config, IReadOnlyList<NamedTensor> weights) = Load(golden, $"vit/{name}.timm.safetensors");
        using var model = new VisionTransformer(config, weights, "cpu");

        model.Watch(golden.Singles("in_pixels"), (step, values) =>
        {
            if (golden.Has($"out_{step}"))
            {
                golden.Within($"out_{step}", values);
            }
        });
        golden.Within("out_pooled", model.Embed(golden.Singles("in_pixels")));
        if (config.Classes > 0)
        {
            golden.Within("out_logits", model.Classify(golden.Singles("in_pixels")));
        }
    }

    [Theory]
    [InlineData("vit_plain")]
    [InlineData("vit_dinov2_reg")]
    public void Forward_OnAnotherGrid_MatchesTimm(string name)
    {
        GoldenFixture golden = GoldenFixture.Load($"vit/{name}_interp");
        (VisionTransformerConfig config, IReadOnlyList<NamedTensor> weights) = Load(GoldenFixture.Load($"vit/{name}"), $"vit/{name}.timm.safetensors");
        (config, weights) = VisionTransformerWeights.Resize(config, weights, golden.Parameters.GetProperty("new_grid")[0].GetInt32() * config.PatchSize);
        using var model = new VisionTransformer(config, weights, "cpu");

        golden.Within("out_pos_embed_resampled", weights.Single(tensor => tensor.Name == "pos_embed").Values);
        golden.Within("out_pooled", model.Embed(golden.Singles("in_pixels")));
        model.Watch(golden.Singles("in_pixels"), (step, values) =>
        {
            if (step == "tokens")
            {
                golden.Within("out_tokens", values);
            }
        });
    }

    [Theory]
    [InlineData("4to6", 4, 6)]
    [InlineData("7to4", 7, 4)]
    [InlineData("14to16", 14, 16)]
    [InlineData("16to7", 16, 7)]
    public void PositionEmbedding_Resampled_MatchesTimm(string name, int grid, int newGrid)
    {
        GoldenFixture golden = GoldenFixture.Load("vit/pos_embed_resample");
        golden.Within($"out_timm_{name}", PositionEmbedding.Resample(golden.Singles($"in_pe_{name}"), 1, grid, newGrid));
    }

    [Fact]
    public void Primitives_OfLibTorch_AreTheOnesMeant()
    {
        GoldenFixture golden = GoldenFixture.Load("vit/primitives");
        LibTorchLoader.EnsureLoaded();
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(golden.Singles("in_x"));
        golden.Within("out_gelu_exact", TensorMemory.Read(x.gelu()));
        golden.Within("out_gelu_tanh", TensorMemory.Read(x.gelu(TorchSharp.Modules.GELU.Approximate.tanh)));
        int[] shape = golden.Shape("in_ln_x");
        torch.Tensor rows = torch.tensor(golden.Singles("in_ln_x")).view(shape[0], shape[1]);
        torch.Tensor normed = torch.nn.functional.layer_norm(
            rows, [shape[1]], torch.tensor(golden.Singles("in_ln_weight")), torch.tensor(golden.Singles("in_ln_bias")), new VisionTransformerConfig().LayerNormEpsilon);
        golden.Within("out_layernorm_eps1e-6", TensorMemory.Read(normed));
    }

    private static (VisionTransformerConfig Config, IReadOnlyList<NamedTensor> Weights) Load(GoldenFixture golden, string file)
    {
        using var weights = SafetensorsFile.Open(GoldenFixture.FilePath(file));
        string heads = $$"""{"num_heads": {{golden.Integer("num_heads")}}}""";
        VisionTransformerConfig config = VisionTransformerRecognition.Recognise(weights.Shapes(), heads, file);
        Assert.Equal(golden.Integer("img_size"), config.ImageSize);
        Assert.Equal(golden.Integer("depth"), config.Depth);
        return (config, weights.ReadAll());
    }
}
