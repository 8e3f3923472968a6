using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedAligned")]
[TaskDescription("Represent objects and evaluation images with the aligned student")]
[IsDependentOn(typeof(FinetuneTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EmbedAlignedTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-aligned");
}
