using System.IO;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Tests;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>A disk that fills up, and a store that cannot be written, under the command itself: exit code 1 with one message, and the plain command
/// goes on afterwards, to the bytes of an undisturbed run.</summary>
public sealed class StoreFaultCommandTests : IDisposable
{
    private const string Target = "EmbedImages";
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_DiskTooSmall_EndsWithOneMessageAndGoesOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk("96k");
        string store = Path.Combine(disk.Path, "store");

        Command full = Drive(store);

        Assert.Equal(1, full.ExitCode);
        Assert.Contains($"the disk of the store {store} is full", Assert.Single(Errors(full)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(store, "*.tmp", SearchOption.AllDirectories));
        disk.Remount("size=64m");
        Assert.Equal(0, Drive(store).ExitCode);
        Assert.Equal(0, Drive(_study.Artifacts).ExitCode);
        Assert.Equal(
            Directory.GetFiles(Path.Combine(_study.Artifacts, "embed-images"), "*.arrow", SearchOption.AllDirectories).Select(File.ReadAllBytes),
            Directory.GetFiles(Path.Combine(store, "embed-images"), "*.arrow", SearchOption.AllDirectories).Select(File.ReadAllBytes));
    }

    [Fact]
    public void Run_StoreReadOnly_FindsWhatIsThereAndRefusesToMakeMore()
    {
        using var disk = new SmallDisk("64m");
        string store = Path.Combine(disk.Path, "store");
        Assert.Equal(0, Drive(store).ExitCode);
        disk.Remount("ro");

        Assert.Equal(0, Drive(store).ExitCode);
        Command changed = Drive(store, "--set", "ingest.max_bad_images=1", "--set", "embed.batch=3");

        Assert.Equal(1, changed.ExitCode);
        Assert.Contains($"the store {store} cannot be written", Assert.Single(Errors(changed)), StringComparison.Ordinal);
        disk.Remount("rw");
        Assert.Equal(0, Drive(store, "--set", "ingest.max_bad_images=1").ExitCode);
    }

    private static string[] Errors(Command command) =>
        [.. (command.Output + "\n" + command.Error).Split('\n').Where(line => line.StartsWith("Error:", StringComparison.Ordinal))];

    private Command Drive(string store, params string[] more) => Command.Run(
        "dotnet",
        [Path.Combine(Repository.Root, "build", "bin", "Release", "net10.0", "AligNet.Build.dll"), $"--target={Target}", $"--profile={_study.Profile}", $"--store={store}", .. more],
        _study.Folder);
}
