using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Report")]
[TaskDescription("Write the report")]
[IsDependentOn(typeof(EvaluateTask))]
[IsDependentOn(typeof(EvaluateLevelsTask))]
[IsDependentOn(typeof(EvaluateHierarchyTask))]
[IsDependentOn(typeof(EvaluateRobustnessTask))]
[IsDependentOn(typeof(CorruptionsTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
[IsDependentOn(typeof(EmbedDistilledTask))]
[IsDependentOn(typeof(EmbedAlignedTask))]
[IsDependentOn(typeof(UdFitStudentTask))]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(ClusterTask))]
[IsDependentOn(typeof(FinetuneTask))]
[IsDependentOn(typeof(FinetuneDistillationTask))]
public sealed class ReportTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("report");
}
