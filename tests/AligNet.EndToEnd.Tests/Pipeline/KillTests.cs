using System.Diagnostics;
using System.IO;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Numerics;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>kill -9 at random moments of a run, each time run again with the same command: the end is the bytes of an undisturbed run.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests : IDisposable
{
    /// <summary>How many kills; ALIGNET_KILLS asks for another number.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("ALIGNET_KILLS"), out int given) ? given : 20;

    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_KilledAgainAndAgain_EndsInTheBytesOfAnUndisturbedRun()
    {
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, Drive("Report", null));
        var whole = (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Dictionary<string, string> undisturbed = _study.Contents();
        Directory.Delete(_study.Artifacts, recursive: true);
        var random = new Pcg32(11);
        int killed = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            bool wasKilled = Drive("Report", TimeSpan.FromMilliseconds(100 + random.NextInt(whole / 3))) != 0;
            killed += wasKilled ? 1 : 0;
            if (!wasKilled)
            {
                Assert.Equal(undisturbed.OrderBy(pair => pair.Key), _study.Contents().OrderBy(pair => pair.Key));
                Directory.Delete(_study.Artifacts, recursive: true);
            }
        }

        Assert.Equal(0, Drive("Report", null));
        TestContext.Current.SendDiagnosticMessage("{0} of {1} runs were killed", killed, Kills);
        Assert.True(killed >= Kills / 2, $"only {killed} of {Kills} runs were still going when they were to be killed");
        Assert.Equal(undisturbed.OrderBy(pair => pair.Key), _study.Contents().OrderBy(pair => pair.Key));
        Assert.False(Directory.Exists(Path.Combine(_study.Artifacts, ".damaged")));
    }

    [Fact]
    public void EmbedImages_KilledAgainAndAgain_MakesNoFinishedShardTwice()
    {
        File.AppendAllText(_study.Profile, "\n[embed]\nshard_images = 1\nbatch = 1\n");
        Assert.Equal(0, Drive("Ingest", null));
        var random = new Pcg32(12);
        Dictionary<string, DateTime> finished = [];
        int killedInside = 0;
        for (int kill = 0; kill < Kills && (finished.Count == 0 || killedInside < Kills / 4); kill++)
        {
            using Process process = Start("EmbedImages");
            int goal = finished.Count + 1 + random.NextInt(6);
            while (!process.HasExited && Shards().Count < goal)
            {
                Thread.Sleep(1);
            }

            Thread.Sleep(random.NextInt(30));
            killedInside += process.HasExited ? 0 : 1;
            process.Kill(entireProcessTree: true);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Dictionary<string, DateTime> now = Shards();
            Assert.All(finished, shard => Assert.Equal(shard.Value, now[shard.Key]));
            finished = now;
        }

        Assert.InRange(killedInside, 1, Kills);
        Assert.Equal(0, Drive("EmbedImages", null));
        Dictionary<string, DateTime> end = Shards();
        Assert.All(finished, shard => Assert.Equal(shard.Value, end[shard.Key]));
        Assert.Equal(64, end.Count);
    }

    [Fact]
    public async Task Run_FourCommandsAtOnceOnOneStore_AllEndWellAndEachStageRanOnce() => await RunAtOnce(4);

    [Fact]
    public async Task Run_TwoCommandsAtOnceOnOneStore_BothEndWellAndEachStageRanOnce() => await RunAtOnce(2);

    private async Task RunAtOnce(int count)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Process[] runs = [.. Enumerable.Range(0, count).Select(_ => Start("Report"))];
        string[] outputs = await Task.WhenAll(runs.Select(run => run.StandardOutput.ReadToEndAsync(token)));
        await Task.WhenAll(runs.Select(run => run.WaitForExitAsync(token)));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        foreach (string stage in new[] { "Ingest", "VicePosteriors", "UdFit", "Cluster", "Finetune", "Evaluate", "Report" })
        {
            Assert.Single(outputs.SelectMany(output => output.Split('\n')), line => line.StartsWith($"{stage} ", StringComparison.Ordinal) && line.Contains(" ran ", StringComparison.Ordinal));
        }

        Array.ForEach(runs, run => run.Dispose());
    }

    /// <summary>Every whole shard with the time at which it was made.</summary>
    private Dictionary<string, DateTime> Shards()
    {
        string folder = Path.Combine(_study.Artifacts, ".shards", "embed-images");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal)).ToDictionary(file => file, File.GetLastWriteTimeUtc)
            : [];
    }

    private int Drive(string target, TimeSpan? killAfter)
    {
        using Process process = Start(target);
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

    private Process Start(string target)
    {
        string driver = Path.Combine(Repository.Root, "build", "bin", "Release", "net10.0", "AligNet.Build.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [driver, $"--target={target}", $"--profile={_study.Profile}", $"--store={_study.Artifacts}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
