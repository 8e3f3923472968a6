namespace AligNet.Stages.Evaluate;

/// <summary>Options of the comparison with rated similarity (METHOD 8.2).</summary>
public sealed record EvaluateRatingsOptions : StageOptions
{
    /// <summary>Resamples of the bootstrap intervals and tests, over images; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 200;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => EvaluationChecks.Samples(BootstrapSamples);
}
