namespace AligNet.Stages.Evaluate;

/// <summary>Options of few-shot classification (METHOD 8.5).</summary>
public sealed record EvaluateFewShotOptions : StageOptions
{
    /// <summary>Examples a class of the classifiers.</summary>
    public int[] Shots { get => Read(field); init; } = [1, 10];

    /// <summary>Draws of the examples.</summary>
    public int Draws { get => Read(field); init; } = 10;

    /// <summary>Inverse strength of the L2 penalty, as scikit-learn's C.</summary>
    public double C { get => Read(field); init; } = 1;

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [.. EvaluationChecks.Samples(BootstrapSamples), .. EvaluationChecks.FewShot(Shots, Draws, C)];
}
