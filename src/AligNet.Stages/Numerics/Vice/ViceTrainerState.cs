namespace AligNet.Numerics.Vice;

/// <summary>Everything that a VICE fit needs to go on as if it had never stopped, beside its settings, triplets and seed: noise and batch
/// order are functions of the seed and of these counters.</summary>
public sealed record ViceTrainerState
{
    /// <summary>Finished epochs.</summary>
    public required long Epoch { get; init; }

    /// <summary>Finished gradient steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Number of objects.</summary>
    public required long Objects { get; init; }

    /// <summary>Number of latent dimensions.</summary>
    public required long Dims { get; init; }

    /// <summary>Means, objects × dims.</summary>
    public required float[] Loc { get; init; }

    /// <summary>Log standard deviations, objects × dims.</summary>
    public required float[] LogScale { get; init; }

    /// <summary>Adam's first moment of loc.</summary>
    public required float[] LocFirstMoment { get; init; }

    /// <summary>Adam's second moment of loc.</summary>
    public required float[] LocSecondMoment { get; init; }

    /// <summary>Adam's first moment of log-scale.</summary>
    public required float[] LogScaleFirstMoment { get; init; }

    /// <summary>Adam's second moment of log-scale.</summary>
    public required float[] LogScaleSecondMoment { get; init; }

    /// <summary>Relevant dimensions after each epoch past burn-in.</summary>
    public required long[] RelevantDims { get; init; }
}
