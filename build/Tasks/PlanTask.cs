using AligNet.Domain;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

/// <summary>What <c>--dryrun</c> becomes: one line for each stage of the targets named by <c>--of</c>.</summary>
[TaskName("Plan")]
[TaskDescription("What --dryrun does: print what would run, and why")]
public sealed class PlanTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string[] targets = context.Arguments.GetArguments("of") is { Count: > 0 } given ? [.. given] : ["Default"];
        if (Array.Find(targets, target => !TaskGraph.Tasks.ContainsKey(target)) is { } unknown)
        {
            throw new OptionsException($"There is no target '{unknown}'.{NearestName.Hint(unknown, [.. TaskGraph.Tasks.Keys])}");
        }

        bool alone = context.Arguments.HasArgument("alone");
        foreach (string task in alone ? targets : TaskGraph.Closure(targets))
        {
            if (TaskGraph.Node(task) is { } node)
            {
                context.Session.Plan(node.Name);
            }
            else if (task == "Ablate")
            {
                AblateTask.Plan(context);
            }
            else if (task != "Default")
            {
                System.Console.WriteLine($"{task} would run");
            }
        }
    }
}
