using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Torch;

namespace AligNet.Stages.Pretrain;

/// <summary>The training that teacher and student share: fresh weights, shifted images, AdamW.</summary>
internal static class PretrainingRun
{
    // Shifted copies of an image: as many as there are passes, but targets are held for each, so not without bound.
    private const int MostCopies = 8;

    // Scale of fresh projections times the root of their inputs: about that of the uniform start of torch.nn.Linear (1/√3).
    private const double FreshScale = 0.6;

    /// <summary>How simulated images go into a model: as they are, with ImageNet's mean and standard deviation.</summary>
    public static ImagePreprocessing Preprocessing(int imageSize) => new() { ImageSize = imageSize, ResizeSize = imageSize, Framing = ImageFraming.Squash, Mean = [0.485, 0.456, 0.406], Std = [0.229, 0.224, 0.225] };

    /// <summary>Trains a model and leaves the classifier out of what it returns.</summary>
    /// <param name="phase">Shown as progress.</param>
    /// <param name="pixels">The images.</param>
    /// <param name="targets">Makes the targets for rows that repeat every image the given number of times.</param>
    /// <param name="answerWeight">Weight of the answers' loss.</param>
    /// <param name="options">Size and training.</param>
    /// <param name="seed">Same seed, same weights.</param>
    /// <param name="threads">Threads of the tensor library.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Ends the training early.</param>
    public static PretrainedModel Train(
        string phase, IPixelSource pixels, Func<int, ClassifierTargets> targets, double answerWeight, PretrainOptions options, ulong seed, int threads,
        IStageProgress progress, CancellationToken cancellation)
    {
        if (string.Join(" ", options.Errors()) is { Length: > 0 } faults)
        {
            throw new OptionsException(faults);
        }

        VisionTransformerConfig config = options.Architecture(pixels.ImageSize);
        if (config.Errors().FirstOrDefault() is { } fault)
        {
            throw new OptionsException($"patch_size: {fault}");
        }

        int copies = options.MaxShift == 0 ? 1 : Math.Min(options.Epochs, MostCopies);
        var shifted = new ShiftedPixels(pixels, copies, options.MaxShift, StageSeed.For("shifts", seed));
        int steps = Math.Max(1, (int)((long)options.Epochs * pixels.Count / options.Batch));
        var training = new ClassifierTrainingOptions
        {
            AnswerWeight = answerWeight,
            HeadScale = FreshScale,
            PeakLearningRate = options.LearningRate,
            WarmupSteps = (int)(options.WarmupShare * steps),
            Steps = steps,
            BatchSize = options.Batch,
            WeightDecay = options.WeightDecay,
            Seed = StageSeed.For("training", seed),
            Threads = threads,
        };
        IReadOnlyList<NamedTensor> start = [.. VisionTransformerWeights.Create(config, StageSeed.For("weights", seed)).Select(Rescaled)];
        using var trainer = new ClassifierTrainer(config, start, targets(copies), shifted, training, TimeProvider.System);
        while (trainer.StepsDone < steps)
        {
            cancellation.ThrowIfCancellationRequested();
            ClassifierTrainingStep step = trainer.Step();
            progress.Report(phase, trainer.StepsDone, steps, "steps", $"loss {step.Loss:F3}");
        }

        return new PretrainedModel(config, [.. trainer.Weights().Where(tensor => !tensor.Name.StartsWith("head.", StringComparison.Ordinal))], Preprocessing(pixels.ImageSize));
    }

    /// <summary>Projections of the blocks with a scale that follows their number of inputs. The usual 0.02 suits models of a thousand columns; narrow ones barely move from it.</summary>
    private static NamedTensor Rescaled(NamedTensor tensor)
    {
        const double UsualScale = 0.02;
        if (tensor.Shape.Count != 2 || !tensor.Name.StartsWith("blocks.", StringComparison.Ordinal))
        {
            return tensor;
        }

        float factor = (float)(FreshScale / (UsualScale * Math.Sqrt(tensor.Shape[1])));
        return new NamedTensor(tensor.Name, tensor.Shape, [.. tensor.Values.Select(value => factor * value)]);
    }
}
