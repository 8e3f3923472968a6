using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("UdFit")]
[TaskDescription("Fit the human-aligning transform")]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
public sealed class UdFitTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("ud-fit");
}
