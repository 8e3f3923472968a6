namespace AligNet.Stages.Embed;

/// <summary>Represents corrupted images with one encoder (METHOD section 8.7): every image that robustness is tested on, under every corruption and
/// severity, corrupted on the way from the file to the encoder.</summary>
public sealed class EmbedCorruptionsStage : Stage<EmbedOptions>
{
    /// <inheritdoc/>
    public override string Name => "embed-corruptions";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["corrupted_images.arrow"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EmbedOptions options)
    {
        using var embedder = new ImageEmbedder(context, options, context.Input("model"));
        embedder.EmbedCorrupted("benchmark-images", "readout", "corruptions", "corrupted_images.arrow");
    }
}
