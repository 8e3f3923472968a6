using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Default")]
[TaskDescription("The whole study, up to the report")]
[IsDependentOn(typeof(ReportTask))]
public sealed class DefaultTask : FrostingTask<PipelineContext>
{
}
