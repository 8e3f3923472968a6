using System.Reflection;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Version")]
[TaskDescription("What --version does: print the version")]
public sealed class VersionTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? version = typeof(VersionTask).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        System.Console.WriteLine($"AligNet {version} (Cake {context.Environment.Runtime.CakeVersion.ToString(3)}, .NET {Environment.Version})");
    }
}
