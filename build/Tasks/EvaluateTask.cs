using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Evaluate")]
[TaskDescription("Measure teacher and student in all settings")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
[IsDependentOn(typeof(UdFitStudentTask))]
[IsDependentOn(typeof(EmbedDistilledTask))]
[IsDependentOn(typeof(EmbedAlignedTask))]
public sealed class EvaluateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate");
}
