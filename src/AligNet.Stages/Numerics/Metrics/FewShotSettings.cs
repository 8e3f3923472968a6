namespace AligNet.Numerics.Metrics;

/// <summary>Settings of a few-shot evaluation.</summary>
public sealed record FewShotSettings
{
    /// <summary>Examples a class; the method uses 1 and 10.</summary>
    public int Shots { get; init; } = 10;

    /// <summary>Independent draws of the examples.</summary>
    public int Draws { get; init; } = 10;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>How the penalty is chosen inside the examples of each draw (its fits are those of <see cref="Classifier"/>, to its own tolerance); null: it is the classifier's, as
    /// it is with a single shot, which leaves nothing to choose by.</summary>
    public RegularisationSettings? Regularisation { get; init; }

    /// <summary>The classifier's penalty, unless it is chosen, and accuracy.</summary>
    public LogisticRegressionSettings Classifier { get; init; } = new();
}
