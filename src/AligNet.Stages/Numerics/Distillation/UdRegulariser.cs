namespace AligNet.Numerics.Distillation;

/// <summary>Penalty on the weights W.</summary>
public enum UdRegulariser
{
    /// <summary>λ·‖W − mean(diag W)·I‖²: towards the scaled identity, which keeps nearest neighbours. The scale follows the current W.</summary>
    ScaledIdentity,

    /// <summary>λ·‖W‖, the Frobenius norm, not squared.</summary>
    FrobeniusNorm,
}
