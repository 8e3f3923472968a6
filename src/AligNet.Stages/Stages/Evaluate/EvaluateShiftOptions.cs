namespace AligNet.Stages.Evaluate;

/// <summary>Options of the sub-population shift (METHOD 8.6).</summary>
public sealed record EvaluateShiftOptions : StageOptions
{
    /// <summary>Inverse strength of the read-out's L2 penalty, as scikit-learn's C.</summary>
    public double C { get => Read(field); init; } = 1;

    /// <summary>One source image of so many of each class is held back, to measure the read-out without the shift.</summary>
    public int HoldBack { get => Read(field); init; } = 4;

    /// <summary>Resamples of the bootstrap intervals and tests, over images; 0: none.</summary>
    public int BootstrapSamples { get => Read(field); init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (string fault in EvaluationChecks.Samples(BootstrapSamples))
        {
            yield return fault;
        }

        if (!(C > 0))
        {
            yield return $"c: expected a value above 0, found {C}.";
        }

        if (HoldBack < 2)
        {
            yield return $"hold_back: expected 2 or more, found {HoldBack}.";
        }
    }
}
