using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the validation on labelled triplets.</summary>
public sealed record EvaluateValidationOptions : IStageOptions
{
    /// <summary>As <see cref="EvaluateJudgementsOptions.TieRule"/>.</summary>
    public TieRule TieRule { get; init; } = TieRule.MaximumTieIsWrong;

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none.</summary>
    public int BootstrapSamples { get; init; } = 1000;

    /// <inheritdoc/>
    public IEnumerable<string> Errors() => EvaluationChecks.Samples(BootstrapSamples);
}
