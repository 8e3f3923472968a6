using AligNet.Artifacts;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Empty the store; with --artifact=STAGE delete the files of that stage alone")]
public sealed class CleanTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<string> deleted = context.Argument("artifact") is { } named
            ? StoreCleaner.DeleteArtifacts(context.StoreFolder, [PipelineContext.NodeNamed(named).Stage.Name])
            : StoreCleaner.DeleteAll(context.StoreFolder, StageCatalog.Nodes.Select(node => node.Stage.Name));
        System.Console.WriteLine(deleted.Count > 0 ? $"deleted {string.Join(", ", deleted)}" : $"nothing to delete in {context.StoreFolder}");
    }
}
