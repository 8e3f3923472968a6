using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("TransformImages")]
[TaskDescription("Apply the transform to the large image set")]
[IsDependentOn(typeof(EmbedImagesTask))]
[IsDependentOn(typeof(UdFitTask))]
public sealed class TransformImagesTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("transform-images");
}
