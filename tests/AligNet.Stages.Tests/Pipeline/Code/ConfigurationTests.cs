using System.Diagnostics;
using System.IO;
using AligNet.Pipeline.Code;
using AligNet.Stages.Cluster;

namespace AligNet.Tests.Pipeline.Code;

/// <summary>Debug and Release give stages the same identity, since the library is compiled with optimisation in both.</summary>
[Trait("Category", "Slow")]
public sealed class ConfigurationTests
{
    [Fact]
    public void Identity_OfDebugAndRelease_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        string[] assemblies = [.. new[] { "Debug", "Release" }.Select(configuration => Compile(folder, configuration))];
        var packages = new PackageVersions(folder.Path, "none");
        foreach (string stage in new[] { typeof(ClusterStage).FullName!, "AligNet.Stages.Report.ReportStage", "AligNet.Stages.Finetune.FinetuneStage", "AligNet.Stages.Ingest.IngestStage" })
        {
            CodeIdentity debug = CodeIdentities.Of([assemblies[0]], stage, packages);
            CodeIdentity release = CodeIdentities.Of([assemblies[1]], stage, packages);
            Assert.True(debug.Digest == release.Digest, string.Join('\n', release.DifferenceFrom(debug).Take(10)));
            Assert.NotEmpty(debug.Members);
        }
    }

    private static string Compile(TemporaryFolder folder, string configuration)
    {
        string output = folder[configuration];
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Root(), RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "build", "src/AligNet.Stages", "-c", configuration, "-o", output, "-v", "q", "-nologo" },
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return Path.Combine(output, "AligNet.Stages.dll");
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AligNet.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
