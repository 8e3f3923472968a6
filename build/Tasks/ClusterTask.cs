using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Cluster")]
[TaskDescription("Cluster the large image set")]
[IsDependentOn(typeof(EmbedImagesTask))]
[IsDependentOn(typeof(TransformImagesTask))]
public sealed class ClusterTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context) => context.RunStage("cluster");
}
