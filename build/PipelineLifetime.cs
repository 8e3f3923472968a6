using AligNet.Build.Console;
using Cake.Core;
using Cake.Frosting;

namespace AligNet.Build;

/// <summary>Before the first task: the profile and the options are read, so that a fault in them is told before any heading.
/// After the last: one line a stage.</summary>
public sealed class PipelineLifetime : FrostingLifetime<PipelineContext>
{
    /// <inheritdoc/>
    public override void Setup(PipelineContext context, ISetupContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(info);
        if (info.TasksToExecute.Any(task => TaskGraph.Node(task.Name) is not null))
        {
            _ = context.Session;
        }
    }

    /// <inheritdoc/>
    public override void Teardown(PipelineContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.HasSession)
        {
            return;
        }

        StageLine.WriteAll(context.Session.Outcomes);
        context.CloseSession();
    }
}
