using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("PretrainStudent")]
[TaskDescription("Pretrain the simulated study's student")]
[IsDependentOn(typeof(SimulateTask))]
public sealed class PretrainStudentTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("pretrain-student");
}
