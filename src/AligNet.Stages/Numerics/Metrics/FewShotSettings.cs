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

    /// <summary>The classifier's penalty and accuracy.</summary>
    public LogisticRegressionSettings Classifier { get; init; } = new();
}
