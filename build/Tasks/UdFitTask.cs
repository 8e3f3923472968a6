using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("UdFit")]
[TaskDescription("Bend the teacher towards human judgements")]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
public sealed class UdFitTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("ud-fit");
}
