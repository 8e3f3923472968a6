using TorchSharp;

namespace AligNet.Torch;

/// <summary>Adam with decoupled decay towards given weights, over whole parameter vectors:
/// θ ← θ − η·(m̂ / (√v̂ + ε) + w·(θ − θ₀)).</summary>
/// <remarks>Source: METHOD section 7; Kingma and Ba (2015) with bias correction, decay after Loshchilov and Hutter (2019).</remarks>
internal sealed class AdamTowardsStart : IDisposable
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;

    /// <summary>Starts with both moments 0.</summary>
    /// <param name="like">A parameter vector, for length and device.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root of the corrected second moment.</param>
    public AdamTowardsStart(torch.Tensor like, double beta1, double beta2, double epsilon)
    {
        (_beta1, _beta2, _epsilon) = (beta1, beta2, epsilon);
        FirstMoment = torch.zeros_like(like).DetachFromDisposeScope();
        SecondMoment = torch.zeros_like(like).DetachFromDisposeScope();
    }

    /// <summary>Running mean of the gradient, not corrected.</summary>
    public torch.Tensor FirstMoment { get; }

    /// <summary>Running mean of the squared gradient, not corrected.</summary>
    public torch.Tensor SecondMoment { get; }

    /// <summary>One update in place.</summary>
    /// <param name="values">θ.</param>
    /// <param name="gradient">Gradient of the loss.</param>
    /// <param name="count">Updates made before.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="start">θ₀.</param>
    /// <param name="decay">w for all entries, or a vector of one w an entry.</param>
    public void Update(torch.Tensor values, torch.Tensor gradient, int count, double learningRate, torch.Tensor start, torch.Tensor decay)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        FirstMoment.Scale(_beta1).AddScaled(gradient, 1 - _beta1);
        SecondMoment.Scale(_beta2).AddScaledProduct(gradient, gradient, 1 - _beta2);
        double correction1 = 1 - Math.Pow(_beta1, count + 1);
        double correction2 = 1 - Math.Pow(_beta2, count + 1);
        torch.Tensor divisor = SecondMoment.DividedBy(correction2).sqrt_().Increase(_epsilon);
        values.lerp_(start, decay.Times(learningRate));
        values.AddScaledQuotient(FirstMoment, divisor, -learningRate / correction1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
