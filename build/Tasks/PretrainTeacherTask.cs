using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("PretrainTeacher")]
[TaskDescription("Pretrain the simulated study's teacher")]
[IsDependentOn(typeof(SimulateTask))]
public sealed class PretrainTeacherTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("pretrain-teacher");
}
