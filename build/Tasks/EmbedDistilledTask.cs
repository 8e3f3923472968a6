using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedDistilled")]
[TaskDescription("Represent objects and evaluation images with the distilled student")]
[IsDependentOn(typeof(FinetuneDistillationTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EmbedDistilledTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-distilled");
}
