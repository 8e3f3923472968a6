using System.Text.Json;
using AligNet.Domain;
using AligNet.Numerics;
using TorchSharp;

namespace AligNet.Torch;

/// <summary>Trains a vision transformer with linear heads to classify images: softmax cross-entropy on labels, sigmoid
/// cross-entropy on yes-or-no answers, or both; AdamW with linear warm-up and cosine decay.</summary>
/// <remarks>The same weights, targets, pixels, options and threads give the same weights bit by bit, also when the run is
/// interrupted and resumed from a checkpoint. AdamW: Loshchilov and Hutter (2019).</remarks>
public sealed class ClassifierTrainer : IDisposable
{
    private const string AnswerHead = "answers";
    private readonly ClassifierTrainingOptions _options;
    private readonly ClassifierTargets _targets;
    private readonly TrainingState _state;
    private readonly VisionTransformerGraph _graph;
    private readonly WarmupCosineSchedule _schedule;
    private readonly Prefetch<ClassifierBatch> _batches;
    private readonly TimeProvider _time;
    private readonly torch.Device _device;
    private readonly torch.Tensor _decay;

    /// <summary>Prepares a run at step 0.</summary>
    /// <param name="model">The architecture without a classifier; labels add one of their number of classes.</param>
    /// <param name="weights">Its weights to start from, e.g. <see cref="VisionTransformerWeights.Create"/>.</param>
    /// <param name="targets">What to learn.</param>
    /// <param name="pixels">Pixels by row, at the model's image size.</param>
    /// <param name="options">Options without errors.</param>
    /// <param name="time">Clock for the rates of images.</param>
    /// <exception cref="OptionsException">An option cannot be used.</exception>
    /// <exception cref="ArgumentException">Weights, pixels, targets and architecture do not fit together.</exception>
    public ClassifierTrainer(
        VisionTransformerConfig model, IReadOnlyList<NamedTensor> weights, ClassifierTargets targets, IPixelSource pixels,
        ClassifierTrainingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(options);
        if (string.Join(" ", options.Errors()) is { Length: > 0 } faults)
        {
            throw new OptionsException(faults);
        }

        if (pixels.ImageSize != model.ImageSize || model.Classes != 0 || targets.Rows.Any(row => (uint)row >= (uint)pixels.Count))
        {
            throw new ArgumentException(
                $"Expected a model without classes, images of {model.ImageSize} pixels and rows below {pixels.Count}; "
                + $"found {model.Classes} classes, {pixels.ImageSize} pixels and rows up to {targets.Rows.Max()}.", nameof(pixels));
        }

        _device = TorchDevice.Choose(options.Device);
        TorchDevice.SetThreads(options.Threads);
        (_targets, _options, _time) = (targets, options, time);
        Config = model with { Classes = targets.Classes };
        string identity = $"classifier {JsonSerializer.Serialize(options)} {JsonSerializer.Serialize(Config)}";
        NamedTensor[] all = [.. weights, .. Head("head", targets.Classes, model.Width, options), .. Head(AnswerHead, targets.Questions, model.Width, options)];
        _state = new TrainingState(all, _device, (options.Beta1, options.Beta2, options.AdamEpsilon), towardsZero: true, identity);
        _decay = _state.Parameters.PerEntry(name => IsMatrix(name) ? (float)options.WeightDecay : 0).DetachFromDisposeScope();
        _graph = new VisionTransformerGraph(Config, _state.Parameters);
        _schedule = new WarmupCosineSchedule(options.PeakLearningRate, options.WarmupSteps, options.Steps);
        var order = new ShuffledOrder(targets.Rows.Length, StageSeed.For("classifier-order", options.Seed));
        _batches = new Prefetch<ClassifierBatch>(step =>
        {
            int[] positions = new int[options.BatchSize];
            order.Batch(step, positions);
            return ClassifierBatch.Read(targets, positions, pixels);
        });
    }

    /// <summary>The architecture that is trained, with its classifier.</summary>
    public VisionTransformerConfig Config { get; }

    /// <summary>Steps done.</summary>
    public int StepsDone => _state.Steps;

    /// <summary>Takes one step.</summary>
    /// <exception cref="InvalidOperationException">All steps are done.</exception>
    /// <exception cref="StageException">The loss is not finite any more.</exception>
    public ClassifierTrainingStep Step()
    {
        int step = _state.Steps;
        if (step >= _options.Steps)
        {
            throw new InvalidOperationException($"All {_options.Steps} steps are done.");
        }

        long begin = _time.GetTimestamp();
        ClassifierBatch batch = _batches.Get(step, more: step + 1 < _options.Steps);
        (double loss, double accuracy, double answerAccuracy) = Accumulate(batch);
        if (!double.IsFinite(loss))
        {
            throw new StageException($"step {step}: the loss is {loss}. Lower the learning rate.");
        }

        double norm = _state.ClipGradient(_options.GradientClip);
        double rate = _schedule.At(step);
        _state.Update(rate, _decay);
        double seconds = _time.GetElapsedTime(begin).TotalSeconds;
        return new ClassifierTrainingStep(step, loss, accuracy, answerAccuracy, norm, rate, _options.BatchSize / seconds);
    }

    /// <summary>The weights of <see cref="Config"/> as they are now; the head for answers is left out.</summary>
    public IReadOnlyList<NamedTensor> Weights() => _state.Parameters.Export(name => !name.StartsWith(AnswerHead, StringComparison.Ordinal));

    /// <summary>Saves a checkpoint, atomically; the folder is created if need be.</summary>
    public void Save(string folder) => _state.Save(folder);

    /// <summary>Continues from a checkpoint of the same run; false when the folder has none.</summary>
    /// <exception cref="ArtifactException">The checkpoint is damaged, or of a run with other options or weights.</exception>
    public bool Load(string folder) => _state.Load(folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        _batches.Dispose();
        _state.Dispose();
        _decay.Dispose();
    }

    private (double Loss, double Accuracy, double AnswerAccuracy) Accumulate(ClassifierBatch batch)
    {
        using var scope = torch.NewDisposeScope();
        long images = _options.BatchSize;
        torch.Tensor pooled = _graph.Pool(
            TensorMemory.Create(batch.Pixels, [images, VisionTransformerConfig.Channels, Config.ImageSize, Config.ImageSize], _device));
        torch.Tensor loss = torch.zeros(1, device: _device).sum();
        (double accuracy, double answerAccuracy) = (double.NaN, double.NaN);
        if (_targets.Labels is not null)
        {
            torch.Tensor outputs = _graph.Classify(pooled);
            torch.Tensor labels = torch.tensor(batch.Labels, device: _device);
            loss = loss.Plus(torch.nn.functional.cross_entropy(outputs, labels).Times(_options.LabelWeight));
            accuracy = outputs.argmax(1).eq(labels).sum().item<long>() / (double)images;
        }

        if (_targets.Answers is not null)
        {
            torch.Tensor outputs = torch.nn.functional.linear(
                pooled, _state.Parameters[$"{AnswerHead}.weight"], _state.Parameters[$"{AnswerHead}.bias"]);
            torch.Tensor answers = TensorMemory.Create(batch.Answers, [images, _targets.Questions], _device);
            loss = loss.Plus(torch.nn.functional.binary_cross_entropy_with_logits(outputs, answers).Times(_options.AnswerWeight));
            answerAccuracy = outputs.Above(0).eq(answers.Above(0.5)).sum().item<long>() / (double)outputs.numel();
        }

        loss.backward();
        return (loss.item<float>(), accuracy, answerAccuracy);
    }

    /// <summary>A head without bias; with scale 0 its first answers are all alike.</summary>
    private static NamedTensor[] Head(string name, int outputs, int width, ClassifierTrainingOptions options)
    {
        if (outputs == 0)
        {
            return [];
        }

        float[] weights = new float[outputs * width];
        if (options.HeadScale > 0)
        {
            VisionTransformerWeights.Fill(weights, options.HeadScale / Math.Sqrt(width), new Pcg32(StageSeed.For(name, options.Seed)));
        }

        return [new NamedTensor($"{name}.weight", [outputs, width], weights), new NamedTensor($"{name}.bias", [outputs], new float[outputs])];
    }

    private static bool IsMatrix(string name) =>
        name.EndsWith(".weight", StringComparison.Ordinal) && !name.Contains("norm", StringComparison.Ordinal);
}
