namespace AligNet.Numerics.Alignment;

/// <summary>Adam with decoupled decay towards the start: θ ← θ − η·( m̂ / (√v̂ + ε) + w·(θ − θ₀) ), on float32 arrays.</summary>
/// <remarks>Source: METHOD section 7; the released chain of optax <c>scale_by_adam</c>, kauldron's decay to the initial weights and the learning rate.
/// Moments are bias-corrected; ε stands outside the root.</remarks>
public sealed record AdamDecayToStart
{
    /// <summary>β₁.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>w: strength of the pull towards the start, scaled by the learning rate.</summary>
    public double Decay { get; init; } = 1.0;

    /// <summary>One update.</summary>
    /// <param name="step">Number of the update, from 1.</param>
    /// <param name="learningRate">η of this update.</param>
    /// <param name="gradient">Gradient.</param>
    /// <param name="start">θ₀.</param>
    /// <param name="parameters">θ, updated.</param>
    /// <param name="first">First moment without bias correction, updated; zeros before the first update.</param>
    /// <param name="second">Second moment, likewise.</param>
    /// <exception cref="ArgumentException">The arrays have different lengths.</exception>
    public void Update(long step, double learningRate, ReadOnlySpan<float> gradient, ReadOnlySpan<float> start, Span<float> parameters, Span<float> first, Span<float> second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        int count = parameters.Length;
        if (gradient.Length != count || start.Length != count || first.Length != count || second.Length != count)
        {
            throw new ArgumentException($"Arrays of {gradient.Length}, {start.Length}, {count}, {first.Length} and {second.Length} values; all must have as many as the parameters.");
        }

        double firstCorrection = 1 / (1 - Math.Pow(FirstDecay, step));
        double secondCorrection = 1 / (1 - Math.Pow(SecondDecay, step));
        for (int at = 0; at < count; at++)
        {
            double slope = gradient[at];
            double mean = (FirstDecay * first[at]) + ((1 - FirstDecay) * slope);
            double square = (SecondDecay * second[at]) + ((1 - SecondDecay) * slope * slope);
            (first[at], second[at]) = ((float)mean, (float)square);
            double direction = mean * firstCorrection / (Math.Sqrt(square * secondCorrection) + Epsilon);
            parameters[at] = (float)(parameters[at] - (learningRate * (direction + (Decay * ((double)parameters[at] - start[at])))));
        }
    }
}
