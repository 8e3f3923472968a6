using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedCorruptionsAligned")]
[TaskDescription("Represent corrupted images with the aligned student")]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(PlanRobustnessTask))]
[IsDependentOn(typeof(FinetuneTask))]
public sealed class EmbedCorruptionsAlignedTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-corruptions-aligned");
}
