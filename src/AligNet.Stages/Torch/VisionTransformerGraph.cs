using AligNet.Domain;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace AligNet.Torch;

/// <summary>The forward pass of a vision transformer over named parameters. It keeps no state, so the same code serves inference,
/// training and any set of parameters.</summary>
/// <param name="config">The architecture.</param>
/// <param name="parameters">Its parameters; may hold others as well.</param>
internal sealed class VisionTransformerGraph(VisionTransformerConfig config, ParameterVector parameters)
{
    /// <summary>Pooled representations.</summary>
    /// <param name="pixels">[images, 3, size, size], normalised.</param>
    /// <param name="watch">Called with the name and value of intermediate results (embedded, block0, …, tokens, pooled), for tests.</param>
    /// <returns>[images, width].</returns>
    public torch.Tensor Pool(torch.Tensor pixels, Action<string, torch.Tensor>? watch = null)
    {
        torch.Tensor tokens = Embed(pixels);
        watch?.Invoke("embedded", tokens);
        for (int block = 0; block < config.Depth; block++)
        {
            tokens = Block(tokens, $"blocks.{block}.");
            watch?.Invoke($"block{block}", tokens);
        }

        torch.Tensor pooled;
        if (config.Pooling == VisionTransformerPooling.Token)
        {
            if (watch is not null)
            {
                watch("tokens", Norm(tokens, "norm"));
            }

            // The norm works on each token by itself: only the class token's is needed.
            pooled = Norm(tokens.select(1, 0), "norm");
        }
        else
        {
            pooled = Norm(tokens.narrow(1, config.PrefixTokens, config.Grid * config.Grid).mean([1]), "fc_norm");
        }

        watch?.Invoke("pooled", pooled);
        return pooled;
    }

    /// <summary>The classifier's outputs for pooled representations: [images, classes].</summary>
    public torch.Tensor Classify(torch.Tensor pooled) => Linear(pooled, "head");

    private torch.Tensor Embed(torch.Tensor pixels)
    {
        (long images, long grid, long patch) = (pixels.shape[0], config.Grid, config.PatchSize);
        torch.Tensor patches = pixels.view(images, VisionTransformerConfig.Channels, grid, patch, grid, patch)
            .permute(0, 2, 4, 1, 3, 5).reshape(images, grid * grid, VisionTransformerConfig.Channels * patch * patch);
        torch.Tensor tokens = functional.linear(patches, parameters["patch_embed.proj.weight"].view(config.Width, -1), parameters["patch_embed.proj.bias"]);
        torch.Tensor position = parameters["pos_embed"];
        var prefix = new List<torch.Tensor>();
        if (config.ClassToken)
        {
            prefix.Add(parameters["cls_token"].expand(images, 1, config.Width));
        }

        if (config.Registers > 0)
        {
            return torch.cat([.. prefix, parameters["reg_token"].expand(images, config.Registers, config.Width), tokens.Plus(position)], 1);
        }

        return (prefix.Count > 0 ? torch.cat([.. prefix, tokens], 1) : tokens).Plus(position);
    }

    private torch.Tensor Block(torch.Tensor tokens, string block)
    {
        torch.Tensor attended = Scale(Attend(Norm(tokens, $"{block}norm1"), $"{block}attn."), $"{block}ls1.gamma");
        tokens = tokens.Plus(attended);
        torch.Tensor hidden = Linear(Norm(tokens, $"{block}norm2"), $"{block}mlp.fc1");
        hidden = config.Gelu == GeluForm.Tanh ? hidden.gelu(TorchSharp.Modules.GELU.Approximate.tanh) : hidden.gelu();
        return tokens.Plus(Scale(Linear(hidden, $"{block}mlp.fc2"), $"{block}ls2.gamma"));
    }

    private torch.Tensor Attend(torch.Tensor tokens, string name)
    {
        (long images, long length) = (tokens.shape[0], tokens.shape[1]);
        torch.Tensor[] parts = Linear(tokens, $"{name}qkv")
            .view(images, length, 3, config.Heads, config.Width / config.Heads).permute(2, 0, 3, 1, 4).unbind(0);
        torch.Tensor mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        return Linear(mixed.transpose(1, 2).reshape(images, length, config.Width), $"{name}proj");
    }

    private torch.Tensor Scale(torch.Tensor branch, string name) => config.LayerScale ? branch * parameters[name] : branch;

    private torch.Tensor Norm(torch.Tensor tokens, string name) =>
        functional.layer_norm(tokens, [config.Width], parameters[$"{name}.weight"], parameters[$"{name}.bias"], config.LayerNormEpsilon);

    private torch.Tensor Linear(torch.Tensor inputs, string name) =>
        functional.linear(inputs, parameters[$"{name}.weight"], parameters.Has($"{name}.bias") ? parameters[$"{name}.bias"] : null);
}
