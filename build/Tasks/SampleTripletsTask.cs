using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("SampleTriplets")]
[TaskDescription("Draw triplets across cluster boundaries")]
[IsDependentOn(typeof(IngestTask))]
[IsDependentOn(typeof(ClusterTask))]
public sealed class SampleTripletsTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("sample-triplets");
}
