using AligNet.Numerics.Distillation;

namespace AligNet.Stages.UdFit;

/// <summary>Options of uncertainty distillation (METHOD section 2).</summary>
public sealed record UdFitOptions : StageOptions
{
    /// <summary>uncertainty-distillation, or untransformed (then the teacher stays unaligned throughout).</summary>
    public TransformKind Transform { get => Read(field); init; } = TransformKind.UncertaintyDistillation;

    /// <summary>soft (the posterior's probabilities) or hard (the choices alone).</summary>
    public UdLoss Loss { get => Read(field); init; } = UdLoss.Soft;

    /// <summary>scaled-identity (squared distance to the scaled identity) or frobenius-norm.</summary>
    public UdRegulariser Regulariser { get => Read(field); init; } = UdRegulariser.ScaledIdentity;

    /// <summary>Weights λ of the regulariser that cross-validation chooses from.</summary>
    public double[] Lambdas { get => Read(field); init; } = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    /// <summary>validation-loss or validation-accuracy: what makes a λ the best.</summary>
    public UdSelection Selection { get => Read(field); init; } = UdSelection.ValidationLoss;

    /// <summary>Folds of the cross-validation over objects.</summary>
    public int Folds { get => Read(field); init; } = 3;

    /// <summary>sgd or adam.</summary>
    public UdOptimiser Optimiser { get => Read(field); init; } = UdOptimiser.Sgd;

    /// <summary>Learning rate at the end of the ramp, which starts at a third of it.</summary>
    public double LearningRate { get => Read(field); init; } = 1e-3;

    /// <summary>Momentum of SGD.</summary>
    public double Momentum { get => Read(field); init; } = 0.9;

    /// <summary>Largest norm of the gradient.</summary>
    public double GradientClip { get => Read(field); init; } = 1;

    /// <summary>Triplets of one step.</summary>
    public int Batch { get => Read(field); init; } = 256;

    /// <summary>Passes over the triplets at most.</summary>
    public int MaxEpochs { get => Read(field); init; } = 100;

    /// <summary>Passes at least.</summary>
    public int MinEpochs { get => Read(field); init; } = 15;

    /// <summary>Passes without gain after which a fit ends.</summary>
    public int Patience { get => Read(field); init; } = 10;

    /// <summary>Fall of the validation loss that counts as a gain, nats.</summary>
    public double MinGain { get => Read(field); init; } = 1e-4;

    /// <summary>Start: W = s·I, b = s·1.</summary>
    public double InitScale { get => Read(field); init; } = 1e-3;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach ((string key, double value) in new (string, double)[]
        {
            ("learning_rate", LearningRate), ("gradient_clip", GradientClip), ("batch", Batch), ("max_epochs", MaxEpochs),
            ("min_epochs", MinEpochs), ("patience", Patience), ("init_scale", InitScale),
        })
        {
            if (!(value > 0))
            {
                yield return $"{key}: expected a value above 0, found {value}.";
            }
        }

        if (Momentum is not (>= 0 and < 1))
        {
            yield return $"momentum: expected 0 up to 1, found {Momentum}.";
        }

        if (!(MinGain >= 0))
        {
            yield return $"min_gain: expected 0 or more, found {MinGain}.";
        }

        if (Folds < 2)
        {
            yield return $"folds: expected 2 or more, found {Folds}.";
        }

        if (Lambdas.Length == 0 || Lambdas.Any(lambda => !(lambda >= 0)))
        {
            yield return $"lambdas: expected at least one value, each 0 or more, found [{string.Join(", ", Lambdas)}].";
        }
    }
}
