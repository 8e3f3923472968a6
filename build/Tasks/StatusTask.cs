using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Status")]
[TaskDescription("One line a stage: up to date or not, and why")]
public sealed class StatusTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (StageNode node in context.Session.Nodes)
        {
            context.Session.Plan(node.Name);
        }
    }
}
