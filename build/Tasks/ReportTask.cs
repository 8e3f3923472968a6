using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Report")]
[TaskDescription("Write the report")]
[IsDependentOn(typeof(EvaluateTask))]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(ClusterTask))]
[IsDependentOn(typeof(FinetuneTask))]
[IsDependentOn(typeof(FinetuneDistillationTask))]
public sealed class ReportTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("report");
}
