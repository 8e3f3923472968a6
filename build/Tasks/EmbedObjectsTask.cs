using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedObjects")]
[TaskDescription("Represent objects and evaluation images with the teacher")]
[IsDependentOn(typeof(PretrainTeacherTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EmbedObjectsTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-objects");
}
