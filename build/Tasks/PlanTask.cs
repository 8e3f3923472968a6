using AligNet.Build.Console;
using AligNet.Build.Slurm;
using AligNet.Domain;
using AligNet.Pipeline.Planning;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

/// <summary>Also what <c>--dryrun</c> becomes: one line for each stage of the targets named by <c>--of</c>.</summary>
[TaskName("Plan")]
[TaskDescription("Print what --of=TARGET would run, why, and how long it takes; --json; exit code 2 if anything would run")]
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
        PipelinePlan plan = context.Session.Plan(context.RequestedNodes(), alone);
        if (context.Arguments.HasArgument("json"))
        {
            System.Console.WriteLine(plan.ToJson());
        }
        else
        {
            PlanLine.WriteAll(plan, withSum: !context.Arguments.HasArgument("dry"), context.UsesSlurm ? new SlurmExecutor(context).Notes(plan) : new Dictionary<string, string>());
            foreach (string task in (alone ? targets : TaskGraph.Closure(targets)).Where(task => TaskGraph.Node(task) is null && task != "Default"))
            {
                if (task == "Ablate")
                {
                    AblateTask.Plan(context);
                }
                else
                {
                    System.Console.WriteLine($"{task} would run");
                }
            }
        }

        if (plan.WouldRun && !context.Arguments.HasArgument("dry"))
        {
            ExitRequest.Code = ExitRequest.WouldRun;
        }
    }
}
