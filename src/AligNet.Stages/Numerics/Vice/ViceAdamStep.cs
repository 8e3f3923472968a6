using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.Vice;

/// <summary>The constants of one Adam step: p ← p − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).</summary>
/// <remarks>Source: Kingma and Ba (2015), in the form of torch.optim.Adam.</remarks>
internal readonly struct ViceAdamStep
{
    private readonly float _firstDecay;
    private readonly float _secondDecay;
    private readonly float _firstGain;
    private readonly float _secondGain;
    private readonly float _stepSize;
    private readonly float _rootCorrection;
    private readonly float _epsilon;

    /// <summary>Prepares step <paramref name="number"/> (from 1) for a training set of <paramref name="triplets"/> triplets.</summary>
    public ViceAdamStep(ViceSettings settings, long number, int triplets)
    {
        _firstDecay = (float)settings.FirstMomentDecay;
        _secondDecay = (float)settings.SecondMomentDecay;
        _firstGain = (float)(1 - settings.FirstMomentDecay);
        _secondGain = (float)(1 - settings.SecondMomentDecay);
        _stepSize = (float)(settings.LearningRate / (1 - Math.Pow(settings.FirstMomentDecay, number)));
        _rootCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(settings.SecondMomentDecay, number)));
        _epsilon = (float)settings.AdamEpsilon;
        InverseTriplets = (float)(1.0 / triplets);
    }

    /// <summary>1 / N, the weight of the complexity term of one entry.</summary>
    public float InverseTriplets { get; }

    /// <summary>Updates 16 parameters and their moments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(Vector512<float> gradient, ref float parameters, ref float firstMoments, ref float secondMoments, nuint at)
    {
        Vector512<float> first = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref firstMoments, at), Vector512.Create(_firstDecay), gradient * Vector512.Create(_firstGain));
        Vector512<float> second = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref secondMoments, at), Vector512.Create(_secondDecay), gradient * gradient * Vector512.Create(_secondGain));
        first.StoreUnsafe(ref firstMoments, at);
        second.StoreUnsafe(ref secondMoments, at);
        Vector512<float> denominator = Vector512.FusedMultiplyAdd(Vector512.Sqrt(second), Vector512.Create(_rootCorrection), Vector512.Create(_epsilon));
        Vector512<float> moved = Vector512.LoadUnsafe(ref parameters, at) - (first * Vector512.Create(_stepSize) / denominator);
        moved.StoreUnsafe(ref parameters, at);
    }
}
