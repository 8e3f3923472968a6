using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedAligned")]
[TaskDescription("Represent images with the aligned student")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(FinetuneTask))]
public sealed class EmbedAlignedTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-aligned");
}
