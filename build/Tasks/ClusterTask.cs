using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Cluster")]
[TaskDescription("Cluster the transformed image representations")]
[IsDependentOn(typeof(EmbedImagesTask))]
[IsDependentOn(typeof(UdFitTask))]
public sealed class ClusterTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("cluster");
}
