using AligNet.Domain;
using AligNet.Stages.Pretrain;

namespace AligNet.Tests.Stages.Pretrain;

public class PretrainingTests
{
    private static readonly PretrainOptions Options = new() { PatchSize = 4, Width = 16, Depth = 1, Heads = 2, Epochs = 30, Batch = 16, MaxShift = 0, LearningRate = 3e-3 };

    // Brightness tells the class of an image.
    private static readonly DrawnPixels Pixels = new(32, 8, (row, _, y, x) => (row % 2 == 0 ? 1 : -1) + (0.01f * (x - y)));

    [Fact]
    public void Student_Run_ReachesASmallLossAndLeavesNoHead()
    {
        var losses = new LossRecorder();

        PretrainedModel student = StudentPretraining.Run(Pixels, [.. Enumerable.Range(0, 32).Select(row => $"class {row % 2}")], Options, 5, 1, losses, TestContext.Current.CancellationToken);

        Assert.True(losses.Last < 0.1, $"loss {losses.Last} nats; chance is ln 2");
        Assert.DoesNotContain(student.Weights, tensor => tensor.Name.StartsWith("head", StringComparison.Ordinal));
        Assert.Equal(student.Config.Parameters().Select(parameter => parameter.Name), student.Weights.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Teacher_RunTwice_SameWeights()
    {
        string[] captions = [.. Enumerable.Range(0, 32).Select(row => row % 2 == 0 ? "light image" : "dark image")];
        PretrainedModel Run() => TeacherPretraining.Run(Pixels, captions, Options with { Epochs = 2 }, 5, 1, NoProgress.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(Run().Weights.SelectMany(tensor => tensor.Values), Run().Weights.SelectMany(tensor => tensor.Values));
    }

    [Fact]
    public void Teacher_NoWordTwice_IsRefused()
    {
        string[] captions = [.. Enumerable.Range(0, 32).Select(row => $"word{row}")];

        Assert.Throws<StageException>(() => TeacherPretraining.Run(Pixels, captions, Options, 5, 1, NoProgress.Instance, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Student_PatchThatDoesNotDivideTheImage_IsAnOptionFault() => Assert.Throws<OptionsException>(() =>
        StudentPretraining.Run(Pixels, [.. Enumerable.Repeat("one", 32)], Options with { PatchSize = 3 }, 5, 1, NoProgress.Instance, TestContext.Current.CancellationToken));

    private sealed class LossRecorder : IStageProgress
    {
        public double Last { get; private set; }

        public void Report(string phase, long done, long total, string unit, string? detail = null) => Last = double.Parse(detail!.Split(' ')[^1]);

        public void Log(string line)
        {
        }
    }
}
