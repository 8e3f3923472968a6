using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EmbedCorruptions")]
[TaskDescription("Represent corrupted images with the teacher")]
[IsDependentOn(typeof(SimulateTask))]
[IsDependentOn(typeof(PretrainTeacherTask))]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(PlanRobustnessTask))]
public sealed class EmbedCorruptionsTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("embed-corruptions");
}
