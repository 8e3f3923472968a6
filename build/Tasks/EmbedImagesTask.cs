using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedImages")]
[TaskDescription("Represent the large image set with the teacher")]
[IsDependentOn(typeof(PretrainTeacherTask))]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(SimulateTask))]
public sealed class EmbedImagesTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-images");
}
