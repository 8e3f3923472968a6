using Cake.Common;
using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting;
using Path = System.IO.Path;

namespace AligNet.Build.Tasks;

[TaskName("Bench")]
[TaskDescription("Run the benchmarks; --filter chooses by part of a class name")]
[IsDependentOn(typeof(BuildTask))]
public sealed class BenchTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string project = Path.Combine(context.Root, "bench", "AligNet.Bench");
        int exitCode = context.StartProcess("dotnet", new ProcessSettings
        {
            WorkingDirectory = context.Root,
            Arguments = new ProcessArgumentBuilder()
                .AppendQuoted(Path.Combine(project, "bin", "Release", "net10.0", "AligNet.Bench.dll"))
                .Append("--filter").AppendQuoted($"*{context.Argument("filter")}*"),
        });
        if (exitCode != 0)
        {
            throw new CakeException($"The benchmarks ended with exit code {exitCode}; see above.");
        }
    }
}
