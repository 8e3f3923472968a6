using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Ingest")]
[TaskDescription("Read objects, judgements and images into checked tables")]
[IsDependentOn(typeof(SimulateTask))]
public sealed class IngestTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("ingest");
}
