using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("UdFitStudent")]
[TaskDescription("Fit the transform on the frozen student")]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
public sealed class UdFitStudentTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("ud-fit-student");
}
