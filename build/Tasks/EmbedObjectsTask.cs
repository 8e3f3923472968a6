using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedObjects")]
[TaskDescription("Represent the object images with the teacher")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PretrainTeacherTask))]
public sealed class EmbedObjectsTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-objects");
}
