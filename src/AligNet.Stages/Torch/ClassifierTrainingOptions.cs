namespace AligNet.Torch;

/// <summary>Options of <see cref="ClassifierTrainer"/>. Defaults suit a small vision transformer trained from fresh weights.</summary>
public sealed record ClassifierTrainingOptions
{
    /// <summary>Weight of the softmax cross-entropy of the classes in the loss.</summary>
    public double LabelWeight { get; init; } = 1;

    /// <summary>Weight of the sigmoid cross-entropy of the answers (mean over images and questions) in the loss.</summary>
    public double AnswerWeight { get; init; } = 1;

    /// <summary>Scale of the heads' first weights times the root of the width; 0 starts them at 0, which lets a model that starts from
    /// fresh weights learn nothing below the head at first.</summary>
    public double HeadScale { get; init; }

    /// <summary>Learning rate at the end of the warm-up.</summary>
    public double PeakLearningRate { get; init; } = 1e-3;

    /// <summary>Steps of linear warm-up from 0.</summary>
    public int WarmupSteps { get; init; } = 100;

    /// <summary>Steps in all.</summary>
    public int Steps { get; init; } = 1_000;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Decoupled decay of weight matrices towards 0; biases, norms, tokens and positions have none.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Gradients longer than this (Euclidean norm over all parameters) are scaled down to it; 0 for never.</summary>
    public double GradientClip { get; init; } = 1;

    /// <summary>Decay of Adam's first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of Adam's second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of Adam's second moment.</summary>
    public double AdamEpsilon { get; init; } = 1e-8;

    /// <summary>Seed of the order of the images and of the heads.</summary>
    public ulong Seed { get; init; }

    /// <summary>"auto", "cpu" or "cuda".</summary>
    public string Device { get; init; } = "auto";

    /// <summary>libtorch's threads; 0 for one a processor. Results repeat bit by bit at the same number only.</summary>
    public int Threads { get; init; }

    /// <summary>Every fault of the options; empty when training can start.</summary>
    public IEnumerable<string> Errors()
    {
        (string Name, double Value)[] above0 =
            [(nameof(PeakLearningRate), PeakLearningRate), (nameof(Steps), Steps), (nameof(BatchSize), BatchSize), (nameof(AdamEpsilon), AdamEpsilon)];
        (string Name, double Value)[] from0 =
        [
            (nameof(LabelWeight), LabelWeight), (nameof(AnswerWeight), AnswerWeight), (nameof(WarmupSteps), WarmupSteps),
            (nameof(HeadScale), HeadScale), (nameof(WeightDecay), WeightDecay), (nameof(GradientClip), GradientClip), (nameof(Threads), Threads),
        ];
        foreach ((string name, double value) in above0.Where(option => !(option.Value > 0) || !double.IsFinite(option.Value)))
        {
            yield return $"{name} must be above 0, was {value}.";
        }

        foreach ((string name, double value) in from0.Where(option => !(option.Value >= 0) || !double.IsFinite(option.Value)))
        {
            yield return $"{name} must be 0 or more, was {value}.";
        }

        foreach ((string name, double value) in new[] { (nameof(Beta1), Beta1), (nameof(Beta2), Beta2) })
        {
            if (value is not (>= 0 and < 1))
            {
                yield return $"{name} must be in [0, 1), was {value}.";
            }
        }

        if (WarmupSteps > Steps)
        {
            yield return $"{nameof(WarmupSteps)} must be at most {nameof(Steps)} {Steps}, was {WarmupSteps}.";
        }
    }
}
