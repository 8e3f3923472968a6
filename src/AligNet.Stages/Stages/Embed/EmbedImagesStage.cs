namespace AligNet.Stages.Embed;

/// <summary>Represents the large image set with the teacher (METHOD section 3), in shards.</summary>
public sealed class EmbedImagesStage : ShardedStage<EmbedOptions>
{
    /// <inheritdoc/>
    public override string Name => "embed-images";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["representations.arrow"];

    /// <inheritdoc/>
    protected override ShardPlan Plan(StageContext context, EmbedOptions options) => new EmbeddingShards(context, options, "images", "representations.arrow");
}
