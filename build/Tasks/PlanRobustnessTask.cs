using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("PlanRobustness")]
[TaskDescription("Part the clean images into those to learn from and to test on, and choose corruptions")]
[IsDependentOn(typeof(IngestBenchmarksTask))]
public sealed class PlanRobustnessTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("plan-robustness");
}
