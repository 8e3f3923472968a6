namespace AligNet.Numerics.Metrics;

/// <summary>What a logistic regression ended with.</summary>
/// <param name="Classifier">The fitted weights.</param>
/// <param name="Objective">C·Σ log-losses (nats) + ½‖weights‖².</param>
/// <param name="GradientNorm">Bound on the distance of the weights from the optimum.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="Converged">Whether the tolerance was reached.</param>
public sealed record LogisticRegressionFit(LinearClassifier Classifier, double Objective, double GradientNorm, int Iterations, bool Converged);
