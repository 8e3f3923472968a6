using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedCorruptionsDistilled")]
[TaskDescription("Represent corrupted images with the distilled student")]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(PlanRobustnessTask))]
[IsDependentOn(typeof(FinetuneDistillationTask))]
public sealed class EmbedCorruptionsDistilledTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-corruptions-distilled");
}
