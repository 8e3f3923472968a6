namespace AligNet.Torch;

/// <summary>What one step of <see cref="ClassifierTrainer"/> did.</summary>
/// <param name="Step">Steps before it.</param>
/// <param name="Loss">Weighted loss over the batch in nats, before the update.</param>
/// <param name="Accuracy">Share of images whose largest class output is the label; NaN without labels.</param>
/// <param name="AnswerAccuracy">Share of answers on the right side of one half; NaN without answers.</param>
/// <param name="GradientNorm">Euclidean norm of the gradient over all parameters, before clipping.</param>
/// <param name="LearningRate">Rate of the update.</param>
/// <param name="ImagesPerSecond">Rate; the only figure here that differs from run to run.</param>
public sealed record ClassifierTrainingStep(
    int Step, double Loss, double Accuracy, double AnswerAccuracy, double GradientNorm, double LearningRate, double ImagesPerSecond);
