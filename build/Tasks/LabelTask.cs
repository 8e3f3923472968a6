using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Label")]
[TaskDescription("Label triplets with the aligned teacher")]
[IsDependentOn(typeof(EmbedImagesTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(SampleTripletsTask))]
public sealed class LabelTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("label");
}
