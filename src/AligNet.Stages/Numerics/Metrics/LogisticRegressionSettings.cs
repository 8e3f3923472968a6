namespace AligNet.Numerics.Metrics;

/// <summary>Settings of a logistic regression; the defaults of scikit-learn's, but run to the optimum.</summary>
public sealed record LogisticRegressionSettings
{
    /// <summary>Weight of the data against the penalty, scikit-learn's C; above 0, unitless.</summary>
    public double C { get; init; } = 1;

    /// <summary>Largest distance of the weights from the optimum (Euclidean, over all weights), relative to the weights' norm where
    /// that is above 1. The penalty makes the objective 1-strongly convex, so the gradient's norm bounds that distance.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Iterations after which the fit gives up.</summary>
    public int MaxIterations { get; init; } = 2000;
}
