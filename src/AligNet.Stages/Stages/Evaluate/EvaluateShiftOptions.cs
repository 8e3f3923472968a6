namespace AligNet.Stages.Evaluate;

/// <summary>Options of the sub-population shift (METHOD 8.6).</summary>
public sealed record EvaluateShiftOptions : StageOptions
{
    /// <summary>Inverse strengths of the read-out's L2 penalty, as scikit-learn's C: cross-validation inside the images that are learned from chooses one; a
    /// single value is taken as it is.</summary>
    public double[] C { get => Read(field); init; } = [0.01, 0.1, 1, 10, 100];

    /// <summary>One source image of so many of each class, drawn by chance, is held back, to measure the read-out without the shift.</summary>
    public int HoldBack { get => Read(field); init; } = 4;

    /// <summary>Resamples of the bootstrap intervals and tests, over images; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (string fault in EvaluationChecks.Samples(BootstrapSamples).Concat(EvaluationChecks.Penalties(C)))
        {
            yield return fault;
        }

        if (HoldBack < 2)
        {
            yield return $"hold_back: expected 2 or more, found {HoldBack}.";
        }
    }
}
