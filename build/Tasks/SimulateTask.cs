using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Simulate")]
[TaskDescription("Draw a simulated study with known truth")]
public sealed class SimulateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("simulate");
}
