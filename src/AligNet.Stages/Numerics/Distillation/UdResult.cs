using AligNet.Domain;

namespace AligNet.Numerics.Distillation;

/// <summary>A fitted transform and how it was chosen.</summary>
/// <param name="Transform">Fitted on all objects with the best λ.</param>
/// <param name="Lambda">The best λ.</param>
/// <param name="Folds">Every (λ, fold), λ in the order of the settings, folds ascending.</param>
/// <param name="Epochs">Epochs of the final fit: the mean over folds of the best λ's, rounded.</param>
/// <param name="TrainLoss">Mean data loss of the final fit's last epoch, nats.</param>
public sealed record UdResult(AffineTransform Transform, double Lambda, IReadOnlyList<UdFold> Folds, int Epochs, double TrainLoss)
{
    /// <summary>Cross-validated odd-one-out accuracy of the untouched representations: mean over folds.</summary>
    public double AccuracyBefore => Folds.Where(fold => fold.Lambda == Lambda).Average(fold => fold.AccuracyBefore);

    /// <summary>Cross-validated odd-one-out accuracy through the transforms of the best λ: mean over folds.</summary>
    public double AccuracyAfter => Folds.Where(fold => fold.Lambda == Lambda).Average(fold => fold.AccuracyAfter);
}
