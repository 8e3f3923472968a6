using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics.Vice;

/// <summary>The passes over all (object, dimension) entries of a VICE step, 64 entries at a time; lengths are multiples of 64.</summary>
/// <remarks>Derivatives are of (1/N) Σ [ln q(X) − ln p(X)] with X = loc + exp(log-scale)·noise: ln q contributes nothing to the gradient of loc
/// and −1 to that of log-scale. The slow twin is <c>ReferenceVice</c> in the tests.</remarks>
internal static class ViceKernel
{
    private const int Group = GaussianNoise.GroupSize;

    /// <summary>Writes offset = exp(log-scale)·noise and X = loc + offset.</summary>
    /// <returns>Σ ln q(X) over the entries, without the constant of the density's normaliser.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sample(ViceMixture mixture, ReadOnlySpan<float> loc, ReadOnlySpan<float> logScale, ReadOnlySpan<float> noise, Span<float> offset, Span<float> x)
    {
        ref float locs = ref MemoryMarshal.GetReference(loc);
        ref float logScales = ref MemoryMarshal.GetReference(logScale);
        ref float noises = ref MemoryMarshal.GetReference(noise);
        ref float offsets = ref MemoryMarshal.GetReference(offset);
        ref float samples = ref MemoryMarshal.GetReference(x);
        Vector512<double> total = Vector512<double>.Zero;
        // ln q = −ε²/2 − log-scale (Normal) or −|ε| − log-scale (Laplace), up to its constant.
        Vector512<float> half = Vector512.Create(mixture == ViceMixture.Gaussian ? 0.5f : 0f);
        Vector512<float> whole = Vector512.Create(mixture == ViceMixture.Gaussian ? 0f : 1f);
        for (nuint at = 0; at < (nuint)x.Length; at += Group)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            for (nuint lane = at; lane < at + Group; lane += 16)
            {
                Vector512<float> draw = Vector512.LoadUnsafe(ref noises, lane);
                Vector512<float> log = Vector512.LoadUnsafe(ref logScales, lane);
                Vector512<float> shift = VectorMath.Exp(log) * draw;
                shift.StoreUnsafe(ref offsets, lane);
                (Vector512.LoadUnsafe(ref locs, lane) + shift).StoreUnsafe(ref samples, lane);
                sum += log + (draw * draw * half) + (Vector512.Abs(draw) * whole);
            }

            total += WidenedSum(sum);
        }

        return -VectorMath.Sum(total);
    }

    /// <summary>Writes −d ln p(X) / dX.</summary>
    /// <returns>Σ ln p(X) over the entries.</returns>
    public static double Prior(SpikeAndSlabPrior prior, ReadOnlySpan<float> x, Span<float> pull) =>
        prior.Mixture == ViceMixture.Gaussian
            ? GaussianPrior((float)prior.LogSpikeAtZero, (float)prior.LogSlabAtZero, (float)Math.Pow(prior.SpikeScale, -2), (float)Math.Pow(prior.SlabScale, -2), x, pull)
            : LaplacePrior((float)prior.LogSpikeAtZero, (float)prior.LogSlabAtZero, (float)(1 / prior.SpikeScale), (float)(1 / prior.SlabScale), x, pull);

    /// <summary>One Adam step on loc and log-scale, and clears the gradient that the data term left behind.</summary>
    /// <param name="step">What the step depends on besides the entries.</param>
    /// <param name="x">Samples.</param>
    /// <param name="offset">exp(log-scale)·noise.</param>
    /// <param name="pull">−d ln p / dX.</param>
    /// <param name="rowGradient">Gradient of the data term by max(X, 0); set to 0.</param>
    /// <param name="loc">Updated.</param>
    /// <param name="logScale">Updated.</param>
    /// <param name="moments">First and second moments of loc, then of log-scale; updated.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Update(in ViceAdamStep step, ReadOnlySpan<float> x, ReadOnlySpan<float> offset, ReadOnlySpan<float> pull, Span<float> rowGradient,
        Span<float> loc, Span<float> logScale, in ViceMoments moments)
    {
        ref float samples = ref MemoryMarshal.GetReference(x);
        ref float offsets = ref MemoryMarshal.GetReference(offset);
        ref float pulls = ref MemoryMarshal.GetReference(pull);
        ref float rows = ref MemoryMarshal.GetReference(rowGradient);
        ref float locs = ref MemoryMarshal.GetReference(loc);
        ref float logScales = ref MemoryMarshal.GetReference(logScale);
        ref float locFirst = ref MemoryMarshal.GetReference(moments.LocFirst);
        ref float locSecond = ref MemoryMarshal.GetReference(moments.LocSecond);
        ref float logScaleFirst = ref MemoryMarshal.GetReference(moments.LogScaleFirst);
        ref float logScaleSecond = ref MemoryMarshal.GetReference(moments.LogScaleSecond);
        Vector512<float> perTriplet = Vector512.Create(step.InverseTriplets);
        for (nuint at = 0; at < (nuint)x.Length; at += 16)
        {
            Vector512<float> positive = Vector512.GreaterThan(Vector512.LoadUnsafe(ref samples, at), Vector512<float>.Zero);
            Vector512<float> gradient = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pulls, at), perTriplet, Vector512.LoadUnsafe(ref rows, at) & positive);
            Vector512<float>.Zero.StoreUnsafe(ref rows, at);
            step.Apply(gradient, ref locs, ref locFirst, ref locSecond, at);
            step.Apply(Vector512.FusedMultiplyAdd(gradient, Vector512.LoadUnsafe(ref offsets, at), -perTriplet), ref logScales, ref logScaleFirst, ref logScaleSecond, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double GaussianPrior(float logSpike, float logSlab, float spikePrecision, float slabPrecision, ReadOnlySpan<float> x, Span<float> pull)
    {
        ref float samples = ref MemoryMarshal.GetReference(x);
        ref float pulls = ref MemoryMarshal.GetReference(pull);
        Vector512<double> total = Vector512<double>.Zero;
        for (nuint at = 0; at < (nuint)x.Length; at += Group)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            for (nuint lane = at; lane < at + Group; lane += 16)
            {
                Vector512<float> sample = Vector512.LoadUnsafe(ref samples, lane);
                Vector512<float> halfSquare = sample * sample * Vector512.Create(-0.5f);
                Vector512<float> spike = Vector512.FusedMultiplyAdd(halfSquare, Vector512.Create(spikePrecision), Vector512.Create(logSpike));
                Vector512<float> slab = Vector512.FusedMultiplyAdd(halfSquare, Vector512.Create(slabPrecision), Vector512.Create(logSlab));
                (Vector512<float> logDensity, Vector512<float> spikeShare) = Mix(spike, slab);
                sum += logDensity;
                Vector512<float> precision = Vector512.FusedMultiplyAdd(spikeShare, Vector512.Create(spikePrecision - slabPrecision), Vector512.Create(slabPrecision));
                (sample * precision).StoreUnsafe(ref pulls, lane);
            }

            total += WidenedSum(sum);
        }

        return VectorMath.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double LaplacePrior(float logSpike, float logSlab, float spikeRate, float slabRate, ReadOnlySpan<float> x, Span<float> pull)
    {
        ref float samples = ref MemoryMarshal.GetReference(x);
        ref float pulls = ref MemoryMarshal.GetReference(pull);
        Vector512<double> total = Vector512<double>.Zero;
        for (nuint at = 0; at < (nuint)x.Length; at += Group)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            for (nuint lane = at; lane < at + Group; lane += 16)
            {
                Vector512<float> sample = Vector512.LoadUnsafe(ref samples, lane);
                Vector512<float> distance = -Vector512.Abs(sample);
                Vector512<float> spike = Vector512.FusedMultiplyAdd(distance, Vector512.Create(spikeRate), Vector512.Create(logSpike));
                Vector512<float> slab = Vector512.FusedMultiplyAdd(distance, Vector512.Create(slabRate), Vector512.Create(logSlab));
                (Vector512<float> logDensity, Vector512<float> spikeShare) = Mix(spike, slab);
                sum += logDensity;
                Vector512<float> rate = Vector512.FusedMultiplyAdd(spikeShare, Vector512.Create(spikeRate - slabRate), Vector512.Create(slabRate));
                Vector512<float> signed = rate | (sample & Vector512.Create(-0f));
                (signed & ~Vector512.Equals(sample, Vector512<float>.Zero)).StoreUnsafe(ref pulls, lane);
            }

            total += WidenedSum(sum);
        }

        return VectorMath.Sum(total);
    }

    // ln(eᵃ + eᵇ) and eᵃ / (eᵃ + eᵇ), from e^−|a−b| alone so that nothing underflows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> LogDensity, Vector512<float> SpikeShare) Mix(Vector512<float> spike, Vector512<float> slab)
    {
        Vector512<float> ratio = VectorMath.Exp(-Vector512.Abs(spike - slab));
        Vector512<float> sum = ratio + Vector512<float>.One;
        Vector512<float> larger = Vector512.Max(spike, slab);
        Vector512<float> share = Vector512.ConditionalSelect(Vector512.GreaterThan(spike, slab), Vector512<float>.One, ratio) / sum;
        return (larger + VectorMath.Log(sum), share);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> WidenedSum(Vector512<float> sum) => Vector512.WidenLower(sum) + Vector512.WidenUpper(sum);
}
