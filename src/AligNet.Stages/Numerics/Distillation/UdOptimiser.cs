namespace AligNet.Numerics.Distillation;

/// <summary>Update rule of the transform's weights and bias.</summary>
public enum UdOptimiser
{
    /// <summary>Gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Adam, β 0.9 / 0.999, ε 1e-8. Works on the full weight matrix, so it is much slower than SGD for wide representations of few objects.</summary>
    Adam,
}
