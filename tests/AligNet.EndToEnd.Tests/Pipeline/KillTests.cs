using System.Diagnostics;
using System.IO;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Numerics;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>kill -9 at random moments of a run, each time run again with the same command: the end is the bytes of an undisturbed run.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_KilledTwentyTimes_EndsInTheBytesOfAnUndisturbedRun()
    {
        Assert.Equal(0, Drive(null));
        Dictionary<string, string> undisturbed = _study.Contents();
        Directory.Delete(_study.Artifacts, recursive: true);
        var random = new Pcg32(11);
        int killed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            killed += Drive(TimeSpan.FromMilliseconds(300 + random.NextInt(2500))) == 0 ? 0 : 1;
            if (Directory.GetDirectories(_study.Artifacts).All(folder => Path.GetFileName(folder) != "report"))
            {
                continue;
            }

            Directory.Delete(_study.Artifacts, recursive: true);
        }

        Assert.Equal(0, Drive(null));
        Assert.True(killed >= Kills / 2, $"only {killed} of {Kills} runs were still going when they were to be killed");
        Assert.Equal(undisturbed.OrderBy(pair => pair.Key), _study.Contents().OrderBy(pair => pair.Key));
        Assert.False(Directory.Exists(Path.Combine(_study.Artifacts, ".damaged")));
    }

    [Fact]
    public async Task Run_TwoCommandsAtOnce_BothEndWellAndEachStageRanOnce()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process first = Start();
        using Process second = Start();
        string[] outputs = await Task.WhenAll(first.StandardOutput.ReadToEndAsync(token), second.StandardOutput.ReadToEndAsync(token));
        await Task.WhenAll(first.WaitForExitAsync(token), second.WaitForExitAsync(token));

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        foreach (string stage in new[] { "Ingest", "VicePosteriors", "UdFit", "Cluster", "Finetune", "Evaluate", "Report" })
        {
            Assert.Single(outputs.SelectMany(output => output.Split('\n')), line => line.StartsWith($"{stage} ", StringComparison.Ordinal) && line.Contains(" ran ", StringComparison.Ordinal));
        }
    }

    private int Drive(TimeSpan? killAfter)
    {
        using Process process = Start();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (killAfter is { } time && !process.WaitForExit(time))
        {
            process.Kill(entireProcessTree: true); // SIGKILL
        }

        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 137, output.Result + errors.Result);
        return process.ExitCode;
    }

    private Process Start()
    {
        string driver = Path.Combine(Repository.Root, "build", "bin", "Release", "net10.0", "AligNet.Build.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [driver, "--target=Report", $"--profile={_study.Profile}", $"--store={_study.Artifacts}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
