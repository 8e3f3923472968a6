using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("UdFitStudent")]
[TaskDescription("Bend the frozen student towards human judgements")]
[IsDependentOn(typeof(VicePosteriorsTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
public sealed class UdFitStudentTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("ud-fit-student");
}
