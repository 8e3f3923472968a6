using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedOriginal")]
[TaskDescription("Represent images with the untouched student")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
public sealed class EmbedOriginalTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-original");
}
