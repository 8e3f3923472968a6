using AligNet.Domain;
using AligNet.Pipeline.Comparisons;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Diff")]
[TaskDescription("Say how two stored runs differ, --runs=A,B: options, code, and the values of every output")]
public sealed class DiffTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string runs = context.Argument("runs") ?? throw new OptionsException("--target=Diff needs two runs: --runs=previous,last, or names from the store's folder runs, or profiles.");
        context.Print(context.Interruptible(_ => RunDiff.Of(context.StoreFolder, runs)));
    }
}
