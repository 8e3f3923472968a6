using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("EvaluateHierarchy")]
[TaskDescription("Compare distances, spectra and geometries of all settings with the hierarchy of classes")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(EmbedObjectsTask))]
[IsDependentOn(typeof(UdFitTask))]
[IsDependentOn(typeof(IngestBenchmarksTask))]
[IsDependentOn(typeof(EmbedBenchmarksTask))]
[IsDependentOn(typeof(EmbedBenchmarksOriginalTask))]
[IsDependentOn(typeof(EmbedBenchmarksDistilledTask))]
[IsDependentOn(typeof(EmbedBenchmarksAlignedTask))]
[IsDependentOn(typeof(EmbedOriginalTask))]
[IsDependentOn(typeof(EmbedDistilledTask))]
[IsDependentOn(typeof(EmbedAlignedTask))]
[IsDependentOn(typeof(UdFitStudentTask))]
public sealed class EvaluateHierarchyTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("evaluate-hierarchy");
}
