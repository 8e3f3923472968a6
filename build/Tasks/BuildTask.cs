using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Build")]
[TaskDescription("Compile every project in Release: library, driver, tests, benchmarks")]
public sealed class BuildTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.DotNetBuild(
            System.IO.Path.Combine(context.Root, "AligNet.slnx"),
            new DotNetBuildSettings { Configuration = "Release", NoLogo = true, Verbosity = DotNetVerbosity.Quiet });
    }
}
