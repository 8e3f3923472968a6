namespace AligNet.Numerics.Distillation;

/// <summary>Settings of a transform fit. Defaults: METHOD section 2.</summary>
public sealed record UdSettings
{
    /// <summary>Targets.</summary>
    public UdLoss Loss { get; init; } = UdLoss.Soft;

    /// <summary>Penalty.</summary>
    public UdRegulariser Regulariser { get; init; } = UdRegulariser.ScaledIdentity;

    /// <summary>Update rule.</summary>
    public UdOptimiser Optimiser { get; init; } = UdOptimiser.Sgd;

    /// <summary>Start: W = s·I, b = s·1.</summary>
    public double InitialScale { get; init; } = 1e-3;

    /// <summary>Learning rate at the end of the ramp.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of the learning rate at the first epoch; it rises linearly to 1 over <see cref="MaxEpochs"/>.</summary>
    public double StartFactor { get; init; } = 1.0 / 3;

    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Largest norm of the gradient by weights and bias together; longer ones are shortened to it. Infinity switches it off.</summary>
    public double ClipNorm { get; init; } = 1.0;

    /// <summary>Triplets of one step.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Most passes over the triplets.</summary>
    public int MaxEpochs { get; init; } = 100;

    /// <summary>Fewest passes.</summary>
    public int MinEpochs { get; init; } = 15;

    /// <summary>Epochs without gain after which a fit stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Decrease of the validation loss that counts as a gain.</summary>
    public double MinGain { get; init; } = 1e-4;

    /// <summary>Folds of the cross-validation over objects.</summary>
    public int Folds { get; init; } = 3;

    /// <summary>Weights λ of the penalty to try.</summary>
    public IReadOnlyList<double> Lambdas { get; init; } = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    /// <summary>What makes a λ the best.</summary>
    public UdSelection Selection { get; init; } = UdSelection.ValidationLoss;

    /// <summary>Most threads; any number gives the same bytes.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Learning rate of an epoch, counted from 0.</summary>
    public double LearningRateAt(int epoch) =>
        LearningRate * (StartFactor + ((1 - StartFactor) * Math.Min(epoch, MaxEpochs) / MaxEpochs));

    /// <summary>Every fault of the values, as sentences.</summary>
    public IEnumerable<string> Errors()
    {
        (string Name, double Value, double Least)[] bounds =
        [
            (nameof(BatchSize), BatchSize, 1), (nameof(MaxEpochs), MaxEpochs, 1), (nameof(MinEpochs), MinEpochs, 1), (nameof(Patience), Patience, 1),
            (nameof(Folds), Folds, 2), (nameof(Threads), Threads, 1), (nameof(MinGain), MinGain, 0),
        ];
        foreach ((string name, double value, double least) in bounds.Where(bound => !(bound.Value >= bound.Least)))
        {
            yield return $"{name} must be at least {least}, was {value}.";
        }

        foreach ((string name, double value) in new[] { (nameof(LearningRate), LearningRate), (nameof(ClipNorm), ClipNorm), (nameof(InitialScale), InitialScale) })
        {
            if (!(value > 0))
            {
                yield return $"{name} must be > 0, was {value}.";
            }
        }

        if (!(StartFactor > 0 && StartFactor <= 1))
        {
            yield return $"{nameof(StartFactor)} must lie in (0, 1], was {StartFactor}.";
        }

        if (!(Momentum >= 0 && Momentum < 1))
        {
            yield return $"{nameof(Momentum)} must lie in [0, 1), was {Momentum}.";
        }

        if (Lambdas.Count == 0 || Lambdas.Any(lambda => !(lambda >= 0) || !double.IsFinite(lambda)))
        {
            yield return $"{nameof(Lambdas)} must hold at least one value, all finite and at least 0, was [{string.Join(", ", Lambdas)}].";
        }
    }
}
