using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Report")]
[TaskDescription("Write the report")]
[IsDependentOn(typeof(EvaluateTask))]
public sealed class ReportTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("report");
}
