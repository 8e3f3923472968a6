using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("VicePosteriors")]
[TaskDescription("Infer the human concept embedding and its uncertainty")]
[IsDependentOn(typeof(IngestTask))]
public sealed class VicePosteriorsTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("vice-posteriors");
}
