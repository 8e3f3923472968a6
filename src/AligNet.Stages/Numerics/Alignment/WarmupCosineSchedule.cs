namespace AligNet.Numerics.Alignment;

/// <summary>Learning rate that rises linearly, then falls along half a cosine.</summary>
/// <remarks>Source: METHOD section 7; optax <c>warmup_cosine_decay_schedule</c>. Defaults: the released configuration.</remarks>
public sealed record WarmupCosineSchedule
{
    /// <summary>Rate of the first update.</summary>
    public double Start { get; init; }

    /// <summary>Rate after the warm-up.</summary>
    public double Peak { get; init; } = 3e-5;

    /// <summary>Updates of the rise.</summary>
    public int WarmupSteps { get; init; } = 5_000;

    /// <summary>Update at which the fall ends, counted from the very first: the warm-up is part of it.</summary>
    public int TotalSteps { get; init; } = 100_000;

    /// <summary>Rate from there on.</summary>
    public double End { get; init; }

    /// <summary>Every fault of the values, as sentences.</summary>
    public IEnumerable<string> Errors()
    {
        if (!(Start >= 0) || !(Peak > 0) || !(End >= 0))
        {
            yield return $"Learning rates must be at least 0 and the peak above 0, were {Start}, {Peak}, {End}.";
        }

        if (WarmupSteps < 0 || TotalSteps <= WarmupSteps)
        {
            yield return $"{nameof(TotalSteps)} must be above {nameof(WarmupSteps)}, and that at least 0, were {TotalSteps} and {WarmupSteps}.";
        }
    }

    /// <summary>The rate of an update, counted from 0: the first update of the default schedule has rate 0.</summary>
    public double At(long step)
    {
        if (step < WarmupSteps)
        {
            return Start + ((Peak - Start) * step / WarmupSteps);
        }

        double share = Math.Min(1, (step - WarmupSteps) / (double)(TotalSteps - WarmupSteps));
        return End + ((Peak - End) * 0.5 * (1 + Math.Cos(Math.PI * share)));
    }
}
