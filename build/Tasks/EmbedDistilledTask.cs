using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedDistilled")]
[TaskDescription("Represent images with the distilled student")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(FinetuneDistillationTask))]
public sealed class EmbedDistilledTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-distilled");
}
