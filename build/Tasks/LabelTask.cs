using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Label")]
[TaskDescription("Label triplets with the aligned teacher or as people did, or read published labels")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(SampleTripletsTask))]
[IsDependentOn(typeof(TransformImagesTask))]
public sealed class LabelTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("label");
}
