using AligNet.Domain;

namespace AligNet.Tests.Domain;

public sealed class VisionTransformerRecognitionTests
{
    public static TheoryData<VisionTransformerConfig> Configs => new(
        new VisionTransformerConfig(),
        new VisionTransformerConfig { Classes = 10, Gelu = GeluForm.Tanh, LayerNormEpsilon = 1e-5 },
        new VisionTransformerConfig { ImageSize = 96, PatchSize = 8, Depth = 2, ClassToken = false, Pooling = VisionTransformerPooling.Mean, QkvBias = false },
        new VisionTransformerConfig { Width = 48, Heads = 4, MlpWidth = 100, Registers = 4, LayerScale = true });

    [Theory]
    [MemberData(nameof(Configs))]
    public void Recognise_OwnParameters_GivesTheConfiguration(VisionTransformerConfig config)
    {
        string json = $$"""
            {"model_args": {"num_heads": {{config.Heads}}}, "layer_norm_eps": {{config.LayerNormEpsilon}}, "act_layer": "{{(config.Gelu == GeluForm.Tanh ? "gelu_tanh" : "gelu")}}",
             "global_pool": "{{(config.Pooling == VisionTransformerPooling.Mean ? "avg" : "token")}}", "pretrained_cfg": {"num_heads": 77} }
            """;
        Assert.Equal(config, VisionTransformerRecognition.Recognise(Shapes(config), json, "test"));
    }

    [Fact]
    public void Recognise_WithoutConfig_Assumes64ColumnsAHead() =>
        Assert.Equal(6, VisionTransformerRecognition.Recognise(Shapes(new VisionTransformerConfig { Width = 384, Heads = 6 }), null, "test").Heads);

    [Theory]
    [InlineData("blocks.0.norm1.weight", null, "no 'blocks.0.norm1.weight'")]
    [InlineData("pos_embed", "1,200,192", "200 rows")]
    [InlineData("blocks.11.attn.qkv.weight", "192,192", "'blocks.11.attn.qkv.weight' has the shape [192, 192], not [576, 192]")]
    [InlineData("attn_pool.latent", "1,1,192", "'attn_pool.latent' has no place")]
    public void Recognise_AnotherModel_SaysWhatDoesNotFit(string name, string? shape, string expected)
    {
        Dictionary<string, IReadOnlyList<int>> shapes = Shapes(new VisionTransformerConfig());
        shapes.Remove(name);
        if (shape is not null)
        {
            shapes[name] = [.. shape.Split(',').Select(int.Parse)];
        }

        var fault = Assert.Throws<ArtifactException>(() => VisionTransformerRecognition.Recognise(shapes, null, "model.safetensors"));
        Assert.StartsWith("model.safetensors: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "config.json")]
    [InlineData("""{"num_heads": "three"}""", "config.json")]
    [InlineData("""{"num_heads": 5}""", "Heads")]
    [InlineData("""{"global_pool": "avg"}""", "Mean")]
    public void Recognise_UnusableConfig_SaysSo(string json, string expected)
    {
        var fault = Assert.Throws<ArtifactException>(() => VisionTransformerRecognition.Recognise(Shapes(new VisionTransformerConfig()), json, "m"));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<int>> Shapes(VisionTransformerConfig config) =>
        config.Parameters().ToDictionary(parameter => parameter.Name, parameter => (IReadOnlyList<int>)parameter.Shape);
}
