namespace AligNet.Stages.Evaluate;

/// <summary>Options of the robustness of a linear read-out (METHOD 8.7).</summary>
public sealed record EvaluateRobustnessOptions : StageOptions
{
    /// <summary>Inverse strengths of the read-out's L2 penalty, as scikit-learn's C: cross-validation inside the images that are learned from chooses one; a
    /// single value is taken as it is.</summary>
    public double[] C { get => Read(field); init; } = [0.01, 0.1, 1, 10, 100];

    /// <summary>Resamples of the bootstrap intervals and tests, over images; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => [.. EvaluationChecks.Penalties(C), .. EvaluationChecks.Samples(BootstrapSamples)];
}
