using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("LabelDistillation")]
[TaskDescription("Label triplets with the unaligned teacher")]
[IsDependentOn(typeof(EmbedImagesTask))]
[IsDependentOn(typeof(SampleTripletsTask))]
public sealed class LabelDistillationTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("label-distillation");
}
