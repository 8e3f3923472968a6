using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedOriginal")]
[TaskDescription("Represent objects and evaluation images with the untouched student")]
[IsDependentOn(typeof(PrepareStudentTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EmbedOriginalTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-original");
}
