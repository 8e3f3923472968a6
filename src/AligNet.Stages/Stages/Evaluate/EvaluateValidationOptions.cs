using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the validation on labelled triplets.</summary>
public sealed record EvaluateValidationOptions : StageOptions
{
    /// <summary>As <see cref="EvaluateJudgementsOptions.TieRule"/>.</summary>
    public TieRule TieRule { get => Read(field); init; } = TieRule.MaximumTieIsWrong;

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => EvaluationChecks.Samples(BootstrapSamples);
}
