using System.IO;
using AligNet.Build.Console;
using AligNet.Domain;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Study")]
[TaskDescription("Run the simulated study with several seeds and write docs/simulated-study.md")]
public sealed class StudyTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string seeds = context.Argument("seeds") ?? "0,1,2";
        ulong[] parsed = [.. seeds.Split(',').Select(text => ulong.TryParse(text, out ulong seed) ? seed : throw new OptionsException($"--seeds={seeds}: '{text}' is not a whole number of 0 or more."))];
        StudyFigures.Write(context.PipelineArguments(), parsed, Path.Combine(context.Root, "docs", "simulated-study.md"), context.Progress, Interrupt.Token);
    }
}
