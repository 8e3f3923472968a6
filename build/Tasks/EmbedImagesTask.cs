using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedImages")]
[TaskDescription("Represent the large image set with the teacher")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(PretrainTeacherTask))]
public sealed class EmbedImagesTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-images");
}
