using System.IO;
using AligNet.Stages;

namespace AligNet.Chain;

/// <summary>Step 2: the number of lines. Where the data folder holds a file "slow", it waits in the middle of its output, to be killed there.</summary>
public sealed class CountStage : Stage<CountOptions>
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    public override string Name => "count";

    public override IReadOnlyList<string> Outputs => ["count.txt"];

    protected override void Run(StageContext context, CountOptions options)
    {
        string count = Counting.Lines(File.ReadAllText(context.Input("lines"))).ToString();
        using StreamWriter writer = File.CreateText(context.Output("count.txt"));
        writer.Write(count[..1]);
        writer.Flush();
        if (File.Exists(Path.Combine(context.DataRoot, "slow")))
        {
            context.Cancellation.WaitHandle.WaitOne(Wait);
        }

        writer.Write(count[1..] + "\n");
    }
}
