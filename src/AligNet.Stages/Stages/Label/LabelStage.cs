namespace AligNet.Stages.Label;

/// <summary>Labels sampled triplets with the teacher: similarities of its representations, the odd one outside the most similar pair, and
/// the probabilities of all three answers (METHOD section 6), in shards. Or reads published labels in their place.</summary>
public sealed class LabelStage : ShardedStage<LabelOptions>
{
    /// <summary>Name of the input that holds published triplets; the stage then reads no representations.</summary>
    public const string ReleasedInput = "released-triplets";

    /// <summary>Name of the input that holds people's triplets of the judged objects, whose choices are the labels.</summary>
    public const string ChoicesInput = "human-choices";

    /// <summary>Name of the input that holds them with the posterior's probabilities of each answer, which are the labels.</summary>
    public const string PosteriorInput = "human-posterior";

    /// <inheritdoc/>
    public override string Name => "label";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["labelled.parquet"];

    /// <inheritdoc/>
    protected override ShardPlan? Plan(StageContext context, LabelOptions options) =>
        context.HasInput(ReleasedInput) || context.HasInput(ChoicesInput) || context.HasInput(PosteriorInput) ? null : new LabelShards(context, options);

    /// <inheritdoc/>
    protected override void RunWhole(StageContext context, LabelOptions options)
    {
        if (context.HasInput(ReleasedInput))
        {
            ReleasedLabels.Import(context, options);
        }
        else
        {
            HumanLabels.Write(context, options);
        }
    }
}
