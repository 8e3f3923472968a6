using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Simulate")]
[TaskDescription("Draw a simulated study: images, judgements, and the truth behind them")]
public sealed class SimulateTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("simulate");
}
