using System.IO;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Clean")]
[TaskDescription("Delete the stored artifacts, or with --artifact=STAGE those of one stage")]
public sealed class CleanTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IEnumerable<string> nodes = context.Argument("artifact") is { } named
            ? [PipelineContext.NodeNamed(named)]
            : StageCatalog.Nodes.Select(node => node.Name);

        // Stage by stage and not the store's folder as a whole: --store may name any folder, with other things in it.
        foreach (string folder in nodes.Select(node => Path.Combine(context.StoreFolder, node)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
            System.Console.WriteLine($"deleted {folder}");
        }
    }
}
