using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedCorruptionsOriginal")]
[TaskDescription("Represent corrupted images with the untouched student")]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(PlanRobustnessTask))]
[IsDependentOn(typeof(PrepareStudentTask))]
public sealed class EmbedCorruptionsOriginalTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-corruptions-original");
}
