namespace AligNet.Stages.Embed;

/// <summary>Represents the large image set with the teacher (METHOD section 3).</summary>
public sealed class EmbedImagesStage : Stage<EmbedOptions>
{
    /// <inheritdoc/>
    public override string Name => "embed-images";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["representations.arrow"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EmbedOptions options)
    {
        using var embedder = new ImageEmbedder(context, options, context.Input("model"));
        embedder.Embed("images", "representations.arrow");
    }
}
