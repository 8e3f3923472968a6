using System.IO;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.EndToEnd.Tests.Pipeline;

namespace AligNet.EndToEnd.Tests.Slurm;

/// <summary>The driver with programs that play Slurm: sbatch runs the job at once, squeue finds it ended.</summary>
public sealed class SlurmDriverTests : IDisposable
{
    private const string Sbatch = """
        #!/bin/sh
        cluster="$(dirname "$0")"
        number=$(($(cat "$cluster/last" 2>/dev/null || echo 0) + 1))
        echo $number >"$cluster/last"
        printf '%s\n' "$@" "" >>"$cluster/arguments"
        tasks=0
        for argument; do
          case "$argument" in
            --output=*) log="$(printf %s "${argument#--output=}" | sed "s/%j/$number/; s/%A/$number/")" ;;
            --array=0-*) tasks="${argument#--array=0-}"; export SLURM_ARRAY_JOB_ID=$number ;;
            --*) ;;
            *) break ;;
          esac
          shift
        done
        script="$1"
        shift
        for task in $(seq 0 "$tasks"); do
          if [ -n "$SLURM_ARRAY_JOB_ID" ]; then export SLURM_ARRAY_TASK_ID=$task; fi
          state=COMPLETED
          SLURM_JOB_ID=$number sh "$script" "$@" >"$(printf %s "$log" | sed "s/%a/$task/")" 2>&1 || state=FAILED
          echo "$number|${SLURM_ARRAY_TASK_ID:-N/A}|$state|n1|None" >>"$cluster/queue"
        done
        echo $number
        """;

    private readonly TinyStudy _study = new();
    private readonly string _programs;

    public SlurmDriverTests()
    {
        _programs = Directory.CreateDirectory(Path.Combine(_study.Folder, "programs")).FullName;
        Program("sbatch", Sbatch);
        Program("squeue", "#!/bin/sh\ncat \"$(dirname \"$0\")/queue\"\n");
        Program("scancel", "#!/bin/sh\nexit 0\n");
    }

    [Fact]
    public void Run_ThroughSlurm_GivesTheArtifactsOfALocalRunAndTellsNoSecret()
    {
        _study.Store = "local";
        Command local = Run(["--set", "embed.shard_images=4"]);
        Assert.True(local.ExitCode == 0, local.Error);
        Dictionary<string, string> expected = _study.Contents();

        _study.Store = "slurm";
        Command first = Run(["--executor=slurm", "--cache=http://ci:hunter2@127.0.0.1:9/x", "--set", "slurm.embed-images.shards=2", "--set", "embed.shard_images=4"]);
        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.Equal(expected.OrderBy(file => file.Key, StringComparer.Ordinal), _study.Contents().OrderBy(file => file.Key, StringComparer.Ordinal));
        Assert.Contains("EmbedImages                  ran             not built yet; in a job", first.Output, StringComparison.Ordinal);
        Assert.Contains("--array=0-1", File.ReadAllText(Path.Combine(_programs, "arguments")), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", File.ReadAllText(Path.Combine(_programs, "arguments")), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_study.Artifacts, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal));

        // One command is one run, however many jobs it had.
        Assert.Single(Directory.GetFiles(Path.Combine(_study.Artifacts, "runs")));

        Command second = Run(["--executor=slurm", "--set", "embed.shard_images=4"]);
        Assert.Equal(0, second.ExitCode);
        Assert.DoesNotContain("submitted", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StageFailsInItsJob_IsOneMessageWithTheEndOfItsLog()
    {
        Command command = Run(["--executor=slurm", "--set", "cluster.k=100000"]);

        Assert.Equal(1, command.ExitCode);
        Assert.StartsWith("Error: cluster: job ", command.Error, StringComparison.Ordinal);
        Assert.Contains("  Error: ", command.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithoutSlurm_IsOneMessage()
    {
        File.Delete(Path.Combine(_programs, "sbatch"));

        Command command = Run(["--executor=slurm"], onlyThese: true);

        Assert.Equal(1, command.ExitCode);
        Assert.StartsWith("Error: --executor=slurm: there is no sbatch on the PATH", command.Error, StringComparison.Ordinal);
        Assert.Empty(command.Output);
    }

    [Fact]
    public void Run_DryRun_ShowsWhichStagesWouldBeJobsAndNeedsNoSlurm()
    {
        Command command = Run(["--executor=slurm", "--dryrun", "--set", "slurm.cluster.memory=9G"], onlyThese: true);

        Assert.Contains(command.Output.Split('\n'), line => line.StartsWith("Cluster ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("; as a job (2 cpus, 9G, 2:00:00)", StringComparison.Ordinal));
        Assert.DoesNotContain(command.Output.Split('\n'), line => line.StartsWith("Ingest ", StringComparison.Ordinal) && line.Contains("as a job", StringComparison.Ordinal));
    }

    public void Dispose() => _study.Dispose();

    private Command Run(string[] more, bool onlyThese = false)
    {
        Dictionary<string, string> environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        string dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Dotnet(environment["PATH"]);
        environment["PATH"] = onlyThese ? _programs : $"{_programs}:{environment["PATH"]}";
        return Command.Run(
            dotnet, [Path.Combine(AppContext.BaseDirectory, "AligNet.Build.dll"), "--target=Cluster", $"--profile={_study.Profile}", $"--store={_study.Artifacts}", .. more], _study.Folder, environment);
    }

    private static string Dotnet(string path) => path.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    private void Program(string name, string text)
    {
        string path = Path.Combine(_programs, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
