namespace AligNet.Numerics.Distillation;

/// <summary>What decides which λ is best in cross-validation.</summary>
public enum UdSelection
{
    /// <summary>The lowest mean validation loss over folds.</summary>
    ValidationLoss,

    /// <summary>The highest mean odd-one-out accuracy over folds; equal ones by loss.</summary>
    ValidationAccuracy,
}
