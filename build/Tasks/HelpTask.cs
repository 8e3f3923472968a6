using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Help")]
[TaskDescription("What --help does: print options and targets")]
public sealed class HelpTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        System.Console.WriteLine("Usage: ./build.sh [--target=NAME] [options]        (build.ps1 on Windows)\n\nOptions:");
        foreach ((string name, string? value, string help) in CommandLine.Options)
        {
            System.Console.WriteLine($"  {$"--{name}{(value is null ? "" : $"={value}")}",-24}  {help}");
        }

        System.Console.WriteLine("\nTargets:");
        string[] stages = [.. StageCatalog.Nodes.Select(node => TaskGraph.TaskName(node.Name))];
        foreach (string task in stages.Concat(TaskGraph.Tasks.Keys.Except(stages)))
        {
            System.Console.WriteLine($"  {task,-24}  {TaskGraph.Description(task)}");
        }
    }
}
