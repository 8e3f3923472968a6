using System.IO;
using AligNet.Domain;
using AligNet.Pipeline.Ablations;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Ablate")]
[TaskDescription("Run the variants of --study=NAME (stages/ablations) over one store and compare them: table, figure, analysis of variance")]
public sealed class AblateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AblationResult result = context.Interruptible(token => Ablation.Run(context.PipelineArguments(), Study(context), context.Progress, token));
        context.Print(result.Tables);
        foreach (string note in result.Notes)
        {
            System.Console.WriteLine(note);
        }

        System.Console.WriteLine($"tables in {Path.GetRelativePath(Directory.GetCurrentDirectory(), result.Folder)}");
        System.Console.WriteLine($"open {Path.GetRelativePath(Directory.GetCurrentDirectory(), result.Page)}");
    }

    /// <summary>Prints what the variants would run.</summary>
    public static void Plan(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Print([Ablation.Plan(context.PipelineArguments(), Study(context), context.Progress)]);
    }

    private static string Study(PipelineContext context) => context.Argument("study")
        ?? throw new OptionsException($"--target=Ablate needs to know what: --study=NAME, one of {string.Join(", ", Directory.GetFiles(Path.Combine(context.Root, "stages", "ablations"), "*.toml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal))}, or a file of your own.");
}
