namespace AligNet.Numerics.Distillation;

/// <summary>What one (λ, fold) of the cross-validation gave. Objects of the fold were not seen in fitting.</summary>
/// <param name="Lambda">Weight of the penalty.</param>
/// <param name="Fold">Number of the fold, from 0.</param>
/// <param name="TrainTriplets">Triplets whose objects all lie outside the fold.</param>
/// <param name="ValidationTriplets">Triplets whose objects all lie in the fold.</param>
/// <param name="Epochs">Epochs run.</param>
/// <param name="TrainLoss">Mean data loss of the last epoch, nats.</param>
/// <param name="ValidationLoss">Data loss on the validation triplets after the last epoch, nats.</param>
/// <param name="AccuracyBefore">Odd-one-out accuracy of the untouched representations on the validation triplets (dot product, ties wrong).</param>
/// <param name="AccuracyAfter">The same through the fitted transform.</param>
public sealed record UdFold(double Lambda, int Fold, int TrainTriplets, int ValidationTriplets, int Epochs, double TrainLoss, double ValidationLoss,
    double AccuracyBefore, double AccuracyAfter);
