using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the evaluation by abstraction level and of uncertainty (METHOD 8.3, 8.4).</summary>
public sealed record EvaluateLevelsOptions : StageOptions
{
    /// <summary>What counts as a model's choice when similarities are equal; as for the judgements.</summary>
    public TieRule TieRule { get => Read(field); init; } = TieRule.MaximumTieIsWrong;

    /// <summary>Responses slower than this are left out of the response-time analysis, ms (paper: 10 s).</summary>
    public double MaxResponseTimeMs { get => Read(field); init; } = 10_000;

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [.. EvaluationChecks.Samples(BootstrapSamples), .. EvaluationChecks.ResponseTime(MaxResponseTimeMs)];
}
