using System.IO;

namespace AligNet.EndToEnd.Tests.Driver;

/// <summary>The driver as a process of its own.</summary>
public sealed class DriverTests : IDisposable
{
    private readonly string _store = Directory.CreateTempSubdirectory("alignet store ").FullName;

    [Theory]
    [InlineData("Error: There is no target 'Fintune'. Did you mean 'Finetune'?", "--target=Fintune")]
    [InlineData("Error: There is no target 'Fintune'. Did you mean 'Finetune'?", "--target=Fintune", "--dryrun")]
    [InlineData("Error: There is no option --porfile. Did you mean '--profile'?", "--porfile=x")]
    [InlineData("Error: --profile=/no/such.toml: there is no such file.", "--target=Cluster", "--profile=/no/such.toml")]
    [InlineData("Error: --set cluster.q=1: there is no option 'cluster.q'. Did you mean 'k'?", "--target=Cluster", "--set", "cluster.q=1")]
    [InlineData("Error: --cache=ftp://***@host/ has an unknown scheme; expected [ro:]FOLDER, [ro:]http://HOST/PATH, [ro:]https://HOST/PATH or [ro:]s3://BUCKET/PREFIX.", "--target=Cluster", "--cache=ftp://alice:hunter2@host/")]
    [InlineData("Error: --set cache.failures=0: cache.failures: expected 1 or more, found 0.", "--target=Cluster", "--set", "cache.failures=0")]
    [InlineData("Error: --executor=slrum: there is no such executor. Did you mean 'slurm'?", "--target=Cluster", "--executor=slrum")]
    [InlineData("Error: --shards=0/2: with --executor=slurm each array task gets its part; slurm.STAGE.shards says how many there are.", "--target=EmbedImages", "--executor=slurm", "--shards=0/2")]
    [InlineData("Error: --artifact=clustr: there is no such stage. Did you mean 'cluster'?", "--target=Inspect", "--artifact=clustr")]
    public void Run_FaultyCommand_PrintsOneMessageAndReturnsOne(string message, params string[] arguments)
    {
        Command command = Run(arguments);

        Assert.Equal(message, command.Error.Trim());
        Assert.Empty(command.Output);
        Assert.Equal(1, command.ExitCode);
    }

    [Fact]
    public void Run_FaultAtVerbosityDiagnostic_ShowsTheStack() =>
        Assert.Contains("   at AligNet.", Run("--porfile=x", "--verbosity=diagnostic").Error, StringComparison.Ordinal);

    [Fact]
    public void Run_DryRun_PrintsOneLineForEachStageOfTheTarget()
    {
        string profile = Path.Combine(_store, "mine.toml");
        File.WriteAllText(profile, "[data]\nsource = \"simulated\"\n");

        Command command = Run("--target=PrepareStudent", "--dryrun", $"--profile={profile}");

        Assert.Equal(["Simulate", "PretrainStudent", "PrepareStudent"], Lines(command).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Run_GcWithDryRun_SaysWhatWouldGoAndKeepsIt()
    {
        string left = Path.Combine(_store, ".damaged", "cluster-0123456789ab-1");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "assignments.parquet"), "of no use to anyone");

        Command would = Run("--target=Gc", "--max-size=1B", "--dryrun");
        bool stays = Directory.Exists(left);
        Command did = Run("--target=Gc", "--max-size=1B");

        Assert.StartsWith("would evict .damaged", would.Output, StringComparison.Ordinal);
        Assert.True(stays);
        Assert.StartsWith("evicted .damaged", did.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public void Run_Help_NamesEveryOptionAndTarget()
    {
        Command command = Run("--help");

        Assert.Equal(0, command.ExitCode);
        Assert.Contains(Lines(command), line => line.StartsWith("  --profile=NAME|FILE", StringComparison.Ordinal));
        Assert.Contains(Lines(command), line => line.StartsWith("  SampleTriplets", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_CacheWithSecrets_NeitherPrintsNorStoresThem()
    {
        Dictionary<string, string> environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        environment["ALIGNET_CACHE_KEY"] = "hunter2 hunter2 hunter2 hunter2 hunter2";
        environment["AWS_ACCESS_KEY_ID"] = "hunter2ID";
        environment["AWS_SECRET_ACCESS_KEY"] = "hunter2SECRET";
        environment["AWS_REGION"] = "eu-central-1";

        Command command = Run(
            environment, "--target=Simulate", "--dryrun", "--verbosity=diagnostic", "--cache=http://alice:hunter2@127.0.0.1:1/x?token=hunter2", "--cache=s3://bucket/prefix",
            "--set", "cache.s3_endpoint=http://127.0.0.1:1");

        Assert.Equal(0, command.ExitCode);
        Assert.Contains("Simulate", command.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", command.Output + command.Error, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_store, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("hunter2", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Tree_PrintsTheTasks() => Assert.Contains("└─Simulate", Run("--tree").Output, StringComparison.Ordinal);

    [Fact]
    public void Run_Clean_LeavesForeignFoldersOfTheStoreAlone()
    {
        Directory.CreateDirectory(Path.Combine(_store, "cluster", "0123456789ab"));
        Directory.CreateDirectory(Path.Combine(_store, ".records"));
        Directory.CreateDirectory(Path.Combine(_store, "photographs"));

        Command command = Run("--target=Clean");

        Assert.Equal(0, command.ExitCode);
        Assert.Equal(["photographs"], Directory.GetDirectories(_store).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_store, recursive: true);

    private Command Run(params string[] arguments) => Run(null, arguments);

    private Command Run(Dictionary<string, string>? environment, params string[] arguments) => Command.Run(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "AligNet.Build.dll"), .. arguments, $"--store={_store}"], _store, environment);

    private static string[] Lines(Command command) => command.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
