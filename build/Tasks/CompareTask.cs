using System.IO;
using AligNet.Domain;
using AligNet.Pipeline.Comparisons;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Compare")]
[TaskDescription("Put two stored runs side by side, --runs=A,B: options, stages and numbers that differ, over the same units where there are such")]
public sealed class CompareTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string runs = context.Argument("runs") ?? throw new OptionsException("--target=Compare needs two runs: --runs=previous,last, or names from the store's folder runs, or profiles.");
        ComparisonResult result = context.Interruptible(_ => RunComparison.Of(context.StoreFolder, runs));
        context.Print(result.Tables);
        foreach (string note in result.Notes)
        {
            System.Console.WriteLine(note);
        }

        System.Console.WriteLine($"open {Path.GetRelativePath(Directory.GetCurrentDirectory(), result.Page)}");
    }
}
