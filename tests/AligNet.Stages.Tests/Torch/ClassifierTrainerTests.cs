using System.IO;
using AligNet.Domain;
using AligNet.Torch;

namespace AligNet.Tests.Torch;

public sealed class ClassifierTrainerTests : IDisposable
{
    private const int Images = 12;

    private static readonly VisionTransformerConfig Config = new() { ImageSize = 16, PatchSize = 8, Width = 16, Depth = 2, Heads = 2, MlpWidth = 32 };

    private static readonly ClassifierTrainingOptions Options = new()
    {
        PeakLearningRate = 3e-3, WarmupSteps = 3, Steps = 150, BatchSize = 8, Device = "cpu",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("alignet-classifier-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Run_OnFewImages_LearnsThem(bool labels, bool answers)
    {
        ClassifierTargets targets = Targets(labels, answers);
        using ClassifierTrainer trainer = Trainer(Options, targets);
        ClassifierTrainingStep first = trainer.Step();
        ClassifierTrainingStep last = first;
        while (trainer.StepsDone < Options.Steps)
        {
            last = trainer.Step();
        }

        // Heads start at 0: uniform over 3 classes, one half on each answer.
        Assert.Equal((labels ? Math.Log(3) : 0) + (answers ? Math.Log(2) : 0), first.Loss, 1e-5);
        Assert.True(last.Loss < first.Loss / 4, $"loss {first.Loss} -> {last.Loss}");
        Assert.Equal(labels ? 1 : double.NaN, last.Accuracy);
        Assert.Equal(answers, last.AnswerAccuracy > 0.9);
    }

    [Fact]
    public void Weights_AfterTraining_ClassifyAsTheTrainerSays()
    {
        ClassifierTargets targets = Targets(true, false);
        using ClassifierTrainer trainer = Trainer(Options, targets);
        while (trainer.StepsDone < Options.Steps)
        {
            trainer.Step();
        }

        using var model = new VisionTransformer(trainer.Config, trainer.Weights(), "cpu");
        float[] pixels = new float[Images * 3 * 16 * 16];
        new TestPixels(Images, 16, 1).Fill([.. Enumerable.Range(0, Images)], pixels);
        float[][] outputs = [.. model.Classify(pixels).Chunk(3)];
        Assert.Equal(targets.Labels!, targets.Rows.Select(row => Array.IndexOf(outputs[row], outputs[row].Max())));
    }

    [Fact]
    public void Run_InterruptedAndResumed_EndsInTheSameBytes()
    {
        ClassifierTrainingOptions options = Options with { Steps = 10 };
        using ClassifierTrainer whole = Trainer(options, Targets(true, true));
        using ClassifierTrainer first = Trainer(options, Targets(true, true));
        for (int step = 0; step < 10; step++)
        {
            whole.Step();
            if (step < 4)
            {
                first.Step();
            }
        }

        first.Save(_folder);
        using ClassifierTrainer resumed = Trainer(options, Targets(true, true));
        Assert.True(resumed.Load(_folder));
        while (resumed.StepsDone < 10)
        {
            resumed.Step();
        }

        Assert.Equal(whole.Weights().SelectMany(tensor => tensor.Values), resumed.Weights().SelectMany(tensor => tensor.Values));
    }

    [Fact]
    public void Step_WeightDecay_ShrinksMatricesOnly()
    {
        // So small a rate of learning leaves decay as the only change: rate × decay = 0.5.
        ClassifierTrainingOptions options = Options with { WarmupSteps = 0, Steps = 1, PeakLearningRate = 1e-9, WeightDecay = 5e8 };
        using ClassifierTrainer trainer = Trainer(options, Targets(true, false));
        float[] before = trainer.Weights().Single(tensor => tensor.Name == "blocks.1.mlp.fc1.weight").Values;
        float[] token = trainer.Weights().Single(tensor => tensor.Name == "pos_embed").Values;
        trainer.Step();

        float[] after = trainer.Weights().Single(tensor => tensor.Name == "blocks.1.mlp.fc1.weight").Values;
        Assert.All(before.Zip(after), pair => Assert.Equal(0.5 * pair.First, pair.Second, 1e-6));
        Assert.All(token.Zip(trainer.Weights().Single(tensor => tensor.Name == "pos_embed").Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(trainer.Weights().Single(tensor => tensor.Name == "norm.weight").Values, value => Assert.Equal(1, value, 1e-6));
    }

    [Fact]
    public void Constructor_TargetsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ClassifierTargets([0, 1], [0, 3], 3));
        Assert.Throws<ArgumentException>(() => new ClassifierTargets([0, 1], null, 0));
        Assert.Throws<ArgumentException>(() => new ClassifierTargets([0, 1], null, 0, [0, 1, 2, 0], 2));
        Assert.Throws<ArgumentException>(() => Trainer(Options, new ClassifierTargets([Images], [0], 1)));
        Assert.Throws<OptionsException>(() => Trainer(Options with { Steps = 0 }, Targets(true, false)));
    }

    private static ClassifierTrainer Trainer(ClassifierTrainingOptions options, ClassifierTargets targets) =>
        new(Config, VisionTransformerWeights.Create(Config, 5), targets, new TestPixels(Images, 16, 1), options, TimeProvider.System);

    private static ClassifierTargets Targets(bool labels, bool answers) => new(
        [.. Enumerable.Range(0, Images).Reverse()],
        labels ? [.. Enumerable.Range(0, Images).Select(index => index % 3)] : null,
        labels ? 3 : 0,
        answers ? [.. Enumerable.Range(0, Images * 2).Select(index => (float)(index / 3 % 2))] : null,
        answers ? 2 : 0);
}
