using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EvaluateRobustness")]
[TaskDescription("Measure all settings on corrupted images and on sets that a read-out of clean images is tested on")]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(PlanRobustnessTask))]
[IsDependentOn(typeof(EmbedBenchmarksTask))]
[IsDependentOn(typeof(EmbedBenchmarksOriginalTask))]
[IsDependentOn(typeof(EmbedBenchmarksDistilledTask))]
[IsDependentOn(typeof(EmbedBenchmarksAlignedTask))]
[IsDependentOn(typeof(EmbedCorruptionsTask))]
[IsDependentOn(typeof(EmbedCorruptionsOriginalTask))]
[IsDependentOn(typeof(EmbedCorruptionsDistilledTask))]
[IsDependentOn(typeof(EmbedCorruptionsAlignedTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(UdFitStudentTask))]
public sealed class EvaluateRobustnessTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate-robustness");
}
