using System.IO;
using AligNet.Build.Console;
using AligNet.Tests;

namespace AligNet.EndToEnd.Tests.Console;

public sealed class ProgressDisplayTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void Report_InAFile_WritesALineEveryTenSecondsAndTheLast()
    {
        var display = new ProgressDisplay(_output, 0, _time);
        for (int done = 0; done <= 2500; done++)
        {
            display.Report("decoding", done, 2500, "images", "loss 0.5");
            _time.Advance(0.01);
        }

        Assert.Equal(
            [
                "  decoding 1,000/2,500 images, 100 images/s, 15 s left, loss 0.5",
                "  decoding 2,000/2,500 images, 100 images/s, 5.00 s left, loss 0.5",
                "  decoding 2,500/2,500 images, 100 images/s, 25 s, loss 0.5",
            ],
            Lines());
    }

    [Fact]
    public void Report_OnATerminal_RewritesOneLineTenTimesASecond()
    {
        var display = new ProgressDisplay(_output, 30, _time);
        for (int done = 0; done < 100; done++)
        {
            display.Report("decoding", done, 2500, "images");
            _time.Advance(0.01);
        }

        string[] writes = _output.ToString().Split("\r\u001b[K", StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(writes.Length, 9, 10);
        Assert.All(writes, write => Assert.True(write.Length < 30 && !write.Contains('\n', StringComparison.Ordinal), write));
    }

    [Fact]
    public void Report_NewPhase_StartsItsOwnRate()
    {
        var display = new ProgressDisplay(_output, 0, _time);
        display.Report("reading", 0, 0, "rows");
        _time.Advance(5);
        display.Report("reading", 50, 0, "rows");
        display.Report("epoch", 10, 20, "epochs");
        _time.Advance(60);
        display.Report("epoch", 12, 20, "epochs");
        display.Finish();

        Assert.Equal(
            [
                "  reading 50 rows, 10.0 rows/s, 5.00 s",
                "  epoch 12/20 epochs, 2.0 epochs/min, 4 min 00 s left",
                "  epoch 12/20 epochs, 2.0 epochs/min, 1 min 00 s",
            ],
            Lines());
    }

    [Fact]
    public void Report_ShortPhase_LeavesNoLine()
    {
        var display = new ProgressDisplay(_output, 0, _time);
        display.Report("writing", 1, 1, "files");
        display.Finish();

        Assert.Empty(Lines());
    }

    [Fact]
    public void Log_WhileALineIsOpen_ReplacesIt()
    {
        var display = new ProgressDisplay(_output, 80, _time);
        display.Report("decoding", 1, 10, "images");
        _time.Advance(0.5);
        display.Report("decoding", 2, 10, "images");

        display.Log("CPU provider");

        Assert.EndsWith("\r\u001b[K  CPU provider" + Environment.NewLine, _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _output.Dispose();

    private string[] Lines() => _output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
