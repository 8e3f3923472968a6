namespace AligNet.Torch;

/// <summary>What one step of <see cref="TripletTrainer"/> did.</summary>
/// <param name="Step">Steps before it.</param>
/// <param name="Loss">Mean loss over the batch in nats, before the update, with the regulariser's term if it is part of the loss.</param>
/// <param name="Accuracy">Share of triplets whose similarity ij is strictly above ik and jk: ties count as wrong.</param>
/// <param name="GradientNorm">Euclidean norm of the gradient over all parameters, before clipping.</param>
/// <param name="LearningRate">Rate of the update.</param>
/// <param name="Images">Different images in the batch.</param>
/// <param name="ImagesPerSecond">Rate; the only figure here that differs from run to run.</param>
public sealed record TripletTrainingStep(
    int Step, double Loss, double Accuracy, double GradientNorm, double LearningRate, int Images, double ImagesPerSecond);
