namespace AligNet.Numerics.Vice;

/// <summary>Settings of a VICE fit. Defaults: the published THINGS run (METHOD section 1).</summary>
public sealed record ViceSettings
{
    /// <summary>Latent dimensions at the start, d₀.</summary>
    public int InitialDims { get; init; } = 100;

    /// <summary>Triplets of one gradient step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Adam's β₁.</summary>
    public double FirstMomentDecay { get; init; } = 0.9;

    /// <summary>Adam's β₂.</summary>
    public double SecondMomentDecay { get; init; } = 0.999;

    /// <summary>Adam's ε.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>The spike-and-slab prior.</summary>
    public SpikeAndSlabPrior Prior { get; init; } = new();

    /// <summary>Most passes over the triplets.</summary>
    public int MaxEpochs { get; init; } = 2000;

    /// <summary>Epochs before relevant dimensions are counted.</summary>
    public int BurnIn { get; init; } = 500;

    /// <summary>Epochs over which the count of relevant dimensions must stay the same, ws.</summary>
    public int StableEpochs { get; init; } = 200;

    /// <summary>A dimension is relevant when more than this many objects have a rejected null hypothesis, k.</summary>
    public int RelevantObjects { get; init; } = 5;

    /// <summary>False discovery rate of the Benjamini–Hochberg procedure, α.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Monte-Carlo samples of a posterior probability, M.</summary>
    public int PosteriorSamples { get; init; } = 50;

    /// <summary>Threads that share a step; any number gives the same bytes.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Every fault of the values, as sentences.</summary>
    public IEnumerable<string> Errors()
    {
        (string Name, double Value, double Least)[] bounds =
        [
            (nameof(InitialDims), InitialDims, 1), (nameof(BatchSize), BatchSize, 1), (nameof(MaxEpochs), MaxEpochs, 1), (nameof(BurnIn), BurnIn, 0),
            (nameof(StableEpochs), StableEpochs, 1), (nameof(RelevantObjects), RelevantObjects, 0), (nameof(PosteriorSamples), PosteriorSamples, 1), (nameof(Threads), Threads, 1),
        ];
        foreach ((string name, double value, double least) in bounds.Where(bound => bound.Value < bound.Least))
        {
            yield return $"{name} must be at least {least}, was {value}.";
        }

        if (!(LearningRate > 0) || !double.IsFinite(LearningRate))
        {
            yield return $"{nameof(LearningRate)} must be > 0, was {LearningRate}.";
        }

        foreach ((string name, double value) in new[] { (nameof(FirstMomentDecay), FirstMomentDecay), (nameof(SecondMomentDecay), SecondMomentDecay) })
        {
            if (!(value >= 0 && value < 1))
            {
                yield return $"{name} must lie in [0, 1), was {value}.";
            }
        }

        if (!(AdamEpsilon > 0))
        {
            yield return $"{nameof(AdamEpsilon)} must be > 0, was {AdamEpsilon}.";
        }

        if (!(FalseDiscoveryRate > 0 && FalseDiscoveryRate < 1))
        {
            yield return $"{nameof(FalseDiscoveryRate)} must lie between 0 and 1, was {FalseDiscoveryRate}.";
        }

        foreach (string fault in Prior.Errors())
        {
            yield return fault;
        }
    }
}
