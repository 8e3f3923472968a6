namespace AligNet.Numerics.Vice;

/// <summary>The prior of one entry: π·D(0, spike scale) + (1 − π)·D(0, slab scale), D being Normal or Laplace.</summary>
/// <remarks>Source: METHOD section 1; VICE (NeurIPS 2022), eq. 4. Evaluated in log space, since the densities underflow.</remarks>
public sealed record SpikeAndSlabPrior
{
    /// <summary>Scale of the narrow component, above 0. Default: VICE's published THINGS run.</summary>
    public double SpikeScale { get; init; } = 0.25;

    /// <summary>Scale of the wide component, above 0. Default as above.</summary>
    public double SlabScale { get; init; } = 1.0;

    /// <summary>Weight π of the spike, in (0, 1). Default as above.</summary>
    public double SpikeWeight { get; init; } = 0.6;

    /// <summary>Family of both components and of the variational density.</summary>
    public ViceMixture Mixture { get; init; } = ViceMixture.Gaussian;

    /// <summary>ln of the weighted spike density at x = 0.</summary>
    public double LogSpikeAtZero => Math.Log(SpikeWeight) - LogNormaliser(SpikeScale);

    /// <summary>ln of the weighted slab density at x = 0.</summary>
    public double LogSlabAtZero => Math.Log(1 - SpikeWeight) - LogNormaliser(SlabScale);

    /// <summary>Every fault of the values, as sentences.</summary>
    public IEnumerable<string> Errors()
    {
        if (!(SpikeScale > 0) || !double.IsFinite(SpikeScale))
        {
            yield return $"{nameof(SpikeScale)} must be > 0, was {SpikeScale}.";
        }

        if (!(SlabScale > 0) || !double.IsFinite(SlabScale))
        {
            yield return $"{nameof(SlabScale)} must be > 0, was {SlabScale}.";
        }

        if (!(SpikeWeight > 0 && SpikeWeight < 1))
        {
            yield return $"{nameof(SpikeWeight)} must lie between 0 and 1, was {SpikeWeight}.";
        }
    }

    /// <summary>ln p(x), in nats: a proper density (the reference's is ln 2π larger for Normal components).</summary>
    public double LogDensity(double x)
    {
        double spike = LogSpikeAtZero - Exponent(x, SpikeScale);
        double slab = LogSlabAtZero - Exponent(x, SlabScale);
        return Math.Max(spike, slab) + Math.Log(1 + Math.Exp(-Math.Abs(spike - slab)));
    }

    /// <summary>ln q(x) of the variational density at location <paramref name="loc"/> with scale exp(<paramref name="logScale"/>), in nats.</summary>
    public double LogVariational(double x, double loc, double logScale) =>
        -Exponent(x - loc, Math.Exp(logScale)) - LogNormaliser(1) - logScale;

    private double Exponent(double x, double scale) =>
        Mixture == ViceMixture.Gaussian ? x / scale * (x / scale) / 2 : Math.Abs(x) / scale;

    private double LogNormaliser(double scale) =>
        Mixture == ViceMixture.Gaussian ? Math.Log(scale * Math.Sqrt(2 * Math.PI)) : Math.Log(2 * scale);
}
