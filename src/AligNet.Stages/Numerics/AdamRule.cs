using System.Numerics.Tensors;

namespace AligNet.Numerics;

/// <summary>One Adam step on double arrays: p ← p − η·m̂ / (√v̂ + ε), with bias-corrected moments m̂ and v̂.</summary>
/// <remarks>Source: Kingma and Ba (2015), in the form of torch.optim.Adam.</remarks>
internal readonly record struct AdamRule()
{
    /// <summary>Number of the step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>β₁.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Updates parameters and both moments.</summary>
    /// <param name="gradient">Gradient.</param>
    /// <param name="scale">Multiplies the gradient, e.g. to clip it.</param>
    /// <param name="parameters">Updated.</param>
    /// <param name="first">First moment, updated.</param>
    /// <param name="second">Second moment, updated.</param>
    public void Apply(ReadOnlySpan<double> gradient, double scale, Span<double> parameters, Span<double> first, Span<double> second)
    {
        TensorPrimitives.Multiply(first, FirstDecay, first);
        TensorPrimitives.MultiplyAdd(gradient, (1 - FirstDecay) * scale, first, first);
        double size = LearningRate / (1 - Math.Pow(FirstDecay, Step));
        double correction = 1 / Math.Sqrt(1 - Math.Pow(SecondDecay, Step));
        for (int at = 0; at < parameters.Length; at++)
        {
            double slope = gradient[at] * scale;
            second[at] = (SecondDecay * second[at]) + ((1 - SecondDecay) * slope * slope);
            parameters[at] -= size * first[at] / ((Math.Sqrt(second[at]) * correction) + Epsilon);
        }
    }
}
