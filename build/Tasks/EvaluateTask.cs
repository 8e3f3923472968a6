using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Evaluate")]
[TaskDescription("Measure the four settings")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
[IsDependentOn(typeof(EmbedDistilledTask))]
[IsDependentOn(typeof(EmbedAlignedTask))]
[IsDependentOn(typeof(UdFitStudentTask))]
public sealed class EvaluateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate");
}
