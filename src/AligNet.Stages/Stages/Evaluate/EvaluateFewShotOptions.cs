namespace AligNet.Stages.Evaluate;

/// <summary>Options of few-shot classification (METHOD 8.5).</summary>
public sealed record EvaluateFewShotOptions : StageOptions
{
    /// <summary>Examples a class of the classifiers.</summary>
    public int[] Shots { get => Read(field); init; } = [1, 10];

    /// <summary>Draws of the examples.</summary>
    public int Draws { get => Read(field); init; } = 20;

    /// <summary>Inverse strengths of the L2 penalty, as scikit-learn's C: cross-validation inside the examples of each draw chooses one; a single value
    /// is taken as it is, and so is the middle one where there is one example a class.</summary>
    public double[] C { get => Read(field); init; } = [0.01, 0.1, 1, 10, 100];

    /// <summary>Resamples of the bootstrap intervals and tests; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [.. EvaluationChecks.Samples(BootstrapSamples), .. EvaluationChecks.FewShot(Shots, Draws, C)];
}
