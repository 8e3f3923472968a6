namespace AligNet.Stages.Embed;

/// <summary>Represents the images of the judged objects, the held-out objects and the evaluation set with one encoder (METHOD section 3).</summary>
public sealed class EmbedObjectsStage : Stage<EmbedOptions>
{
    /// <inheritdoc/>
    public override string Name => "embed-objects";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["objects.arrow", "heldout_objects.arrow", "evaluation_images.arrow"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EmbedOptions options)
    {
        using var embedder = new ImageEmbedder(context, options, context.Input("model"));
        embedder.Embed("objects", "objects.arrow");
        embedder.Embed("heldout-objects", "heldout_objects.arrow");
        embedder.Embed("evaluation-images", "evaluation_images.arrow");
    }
}
