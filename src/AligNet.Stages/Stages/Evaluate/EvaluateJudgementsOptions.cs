using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the evaluation on human triplets and human similarity (METHOD 8.1, 8.2).</summary>
public sealed record EvaluateJudgementsOptions : StageOptions
{
    /// <summary>What counts as a model's choice when similarities of a triplet's pairs are equal: maximum-tie-is-wrong (AligNet),
    /// any-tie-is-wrong (VICE, gLocal; on softmax probabilities), full-tie-is-wrong or first-maximum (gLocal).</summary>
    public TieRule TieRule { get => Read(field); init; } = TieRule.MaximumTieIsWrong;

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none. Of RSA at most 200 are taken.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => EvaluationChecks.Samples(BootstrapSamples);
}
