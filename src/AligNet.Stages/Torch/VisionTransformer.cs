using AligNet.Domain;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>A vision transformer ready to embed images.</summary>
public sealed class VisionTransformer : IDisposable
{
    private readonly ParameterVector _parameters;
    private readonly torch.Device _device;

    /// <summary>Loads weights.</summary>
    /// <param name="config">The architecture that the weights were saved for.</param>
    /// <param name="weights">Every parameter of <see cref="VisionTransformerConfig.Parameters"/>, by name.</param>
    /// <param name="device">"cpu", "cuda" or "auto" (CUDA where there is one).</param>
    /// <exception cref="ArgumentException">The configuration cannot be built, or the weights are not its parameters.</exception>
    public VisionTransformer(VisionTransformerConfig config, IReadOnlyList<NamedTensor> weights, string device = "auto")
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        _device = TorchDevice.Choose(device);
        Config = config;
        _parameters = new ParameterVector(VisionTransformerWeights.Checked(config), _device, trainable: false);
        _parameters.Fill(weights);
    }

    /// <summary>The architecture.</summary>
    public VisionTransformerConfig Config { get; }

    /// <summary>Pooled representations of images, in the order given.</summary>
    /// <param name="pixels">images × 3 × size × size, normalised as the model was trained.</param>
    /// <returns>images × width, row-major.</returns>
    /// <exception cref="ArgumentException">The pixels are not whole images.</exception>
    public float[] Embed(ReadOnlySpan<float> pixels) => Run(pixels, classify: false);

    /// <summary>The classifier's outputs before softmax.</summary>
    /// <returns>images × classes, row-major.</returns>
    /// <exception cref="InvalidOperationException">The model has no classifier.</exception>
    public float[] Classify(ReadOnlySpan<float> pixels) =>
        Config.Classes > 0 ? Run(pixels, classify: true) : throw new InvalidOperationException("The model has no classifier (Classes is 0).");

    /// <inheritdoc/>
    public void Dispose() => _parameters.Dispose();

    /// <summary>Runs one batch and hands every intermediate result to a test.</summary>
    internal void Watch(ReadOnlySpan<float> pixels, Action<string, float[]> watch)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var graph = new VisionTransformerGraph(Config, _parameters);
        graph.Pool(Input(pixels), (name, value) => watch(name, TensorMemory.Read(value)));
    }

    private float[] Run(ReadOnlySpan<float> pixels, bool classify)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var graph = new VisionTransformerGraph(Config, _parameters);
        torch.Tensor pooled = graph.Pool(Input(pixels));
        return TensorMemory.Read(classify ? graph.Classify(pooled) : pooled);
    }

    private torch.Tensor Input(ReadOnlySpan<float> pixels)
    {
        (long size, int perImage) = (Config.ImageSize, VisionTransformerConfig.Channels * Config.ImageSize * Config.ImageSize);
        return pixels.Length % perImage == 0
            ? TensorMemory.Create(pixels, [pixels.Length / perImage, VisionTransformerConfig.Channels, size, size], _device)
            : throw new ArgumentException($"{pixels.Length} values are not whole images of 3 × {size} × {size}.", nameof(pixels));
    }
}
