using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Recovery")]
[TaskDescription("Compare the inferred embedding with the planted one")]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(VicePosteriorsTask))]
public sealed class RecoveryTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("recovery");
}
