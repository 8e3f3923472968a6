using AligNet.Domain;
using AligNet.Pipeline;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Whence")]
[TaskDescription("Say where --file=any.parquet or .arrow comes from, by its footer alone")]
public sealed class WhenceTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string file = context.Argument("file") ?? throw new OptionsException("Whence needs a file: --target=Whence --file=metrics.parquet.");
        foreach (string line in ProvenanceText.Of(ProvenanceFile.Read(file)))
        {
            System.Console.WriteLine(line);
        }
    }
}
