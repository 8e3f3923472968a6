namespace AligNet.Numerics;

/// <summary>Learning rate over a run: linear from 0 to the peak during warm-up, then half a cosine to 0 at the last step.</summary>
/// <param name="Peak">Highest rate.</param>
/// <param name="WarmupSteps">Steps of the linear rise; 0 for none.</param>
/// <param name="TotalSteps">Steps of the whole run, warm-up included.</param>
/// <remarks>Source: METHOD section 7; as optax's <c>warmup_cosine_decay_schedule</c>. The first update has count 0 and so, with a
/// warm-up, rate 0: parameters stay, the optimiser's moments move.</remarks>
public sealed record WarmupCosineSchedule(double Peak, int WarmupSteps, int TotalSteps)
{
    /// <summary>The rate of an update.</summary>
    /// <param name="step">Updates made before it; from <see cref="TotalSteps"/> on the rate is 0.</param>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
        {
            return Peak * step / WarmupSteps;
        }

        return step >= TotalSteps ? 0 : Peak * 0.5 * (1 + Math.Cos(Math.PI * (step - WarmupSteps) / (TotalSteps - WarmupSteps)));
    }
}
