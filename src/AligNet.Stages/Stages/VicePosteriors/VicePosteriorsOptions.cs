using AligNet.Numerics.Vice;

namespace AligNet.Stages.VicePosteriors;

/// <summary>Options of the human posterior. Defaults: METHOD section 1, after Muttenthaler et al., VICE (2022).</summary>
public sealed record VicePosteriorsOptions : StageOptions
{
    /// <summary>Latent dimensions at the start (d₀).</summary>
    public int InitDim { get => Read(field); init; } = 100;

    /// <summary>Triplets of one step.</summary>
    public int Batch { get => Read(field); init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get => Read(field); init; } = 1e-3;

    /// <summary>Family of the prior's two parts: gaussian or laplace.</summary>
    public ViceMixture Mixture { get => Read(field); init; } = ViceMixture.Gaussian;

    /// <summary>Standard deviation of the spike.</summary>
    public double SpikeScale { get => Read(field); init; } = 0.25;

    /// <summary>Standard deviation of the slab.</summary>
    public double SlabScale { get => Read(field); init; } = 1.0;

    /// <summary>Prior weight of the spike (π).</summary>
    public double SpikeWeight { get => Read(field); init; } = 0.6;

    /// <summary>Passes over the triplets at most.</summary>
    public int MaxEpochs { get => Read(field); init; } = 2000;

    /// <summary>Passes before the relevant dimensions are first counted.</summary>
    public int BurnIn { get => Read(field); init; } = 500;

    /// <summary>Passes over which the count must stay the same to end (ws).</summary>
    public int Window { get => Read(field); init; } = 200;

    /// <summary>A dimension is relevant if the test rejects for more than so many objects (k).</summary>
    public int MinObjects { get => Read(field); init; } = 5;

    /// <summary>False-discovery rate of the test.</summary>
    public double FalseDiscoveryRate { get => Read(field); init; } = 0.05;

    /// <summary>Samples of the posterior that triplet probabilities are averaged over (M).</summary>
    public int Samples { get => Read(field); init; } = 50;

    /// <summary>Passes between two checkpoints.</summary>
    [NotKeyed]
    public int CheckpointEpochs { get => Read(field); init; } = 20;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string key, double value) in new (string, double)[]
        {
            ("init_dim", InitDim), ("batch", Batch), ("learning_rate", LearningRate), ("spike_scale", SpikeScale), ("slab_scale", SlabScale),
            ("max_epochs", MaxEpochs), ("window", Window), ("samples", Samples), ("checkpoint_epochs", CheckpointEpochs),
        })
        {
            if (!(value > 0))
            {
                yield return $"{key}: expected a value above 0, found {value}.";
            }
        }

        foreach ((string key, double value) in new[] { ("spike_weight", SpikeWeight), ("false_discovery_rate", FalseDiscoveryRate) })
        {
            if (value is not (> 0 and < 1))
            {
                yield return $"{key}: expected a value between 0 and 1, found {value}.";
            }
        }

        if (BurnIn < 0 || BurnIn > MaxEpochs)
        {
            yield return $"burn_in: expected 0 to max_epochs ({MaxEpochs}), found {BurnIn}.";
        }

        if (MinObjects < 0)
        {
            yield return $"min_objects: expected 0 or more, found {MinObjects}.";
        }
    }
}
