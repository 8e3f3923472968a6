using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Options of the evaluation of one encoder alone; each as in the evaluation of its name.</summary>
public sealed record EvaluateTeacherOptions : StageOptions
{
    /// <summary>As <see cref="EvaluateJudgementsOptions.TieRule"/>.</summary>
    public TieRule TieRule { get => Read(field); init; } = TieRule.MaximumTieIsWrong;

    /// <summary>As <see cref="EvaluateLevelsOptions.MaxResponseTimeMs"/>.</summary>
    public double MaxResponseTimeMs { get => Read(field); init; } = 10_000;

    /// <summary>As <see cref="EvaluateFewShotOptions.Shots"/>.</summary>
    public int[] Shots { get => Read(field); init; } = [1, 10];

    /// <summary>As <see cref="EvaluateFewShotOptions.Draws"/>.</summary>
    public int Draws { get => Read(field); init; } = 20;

    /// <summary>As <see cref="EvaluateFewShotOptions.C"/>.</summary>
    public double[] C { get => Read(field); init; } = [0.01, 0.1, 1, 10, 100];

    /// <summary>As <see cref="EvaluateJudgementsOptions.BootstrapSamples"/>.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() =>
        [.. EvaluationChecks.Samples(BootstrapSamples), .. EvaluationChecks.ResponseTime(MaxResponseTimeMs), .. EvaluationChecks.FewShot(Shots, Draws, C)];
}
