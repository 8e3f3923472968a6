using System.IO;

namespace AligNet.EndToEnd.Tests.Driver;

/// <summary>build.sh in a folder of its own, with a stand-in for dotnet that notes how it was called.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private static readonly string[] Tools =
        ["bash", "cut", "dirname", "find", "flock", "mkdir", "rm", "sed", "sha256sum", "shasum", "sort", "touch", "xargs", "cat"];

    private readonly string _clone = Directory.CreateTempSubdirectory("alignet clone ").FullName;

    public BuildScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for the other systems; Windows has build.ps1.");
        Directory.CreateDirectory(Path.Combine(_clone, "src"));
        Directory.CreateDirectory(Path.Combine(_clone, "bin"));
        Directory.CreateDirectory(Path.Combine(_clone, "build"));
        File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(_clone, "global.json"));
        File.Copy(Path.Combine(Repository.Root, "build.sh"), Path.Combine(_clone, "build.sh"));
        File.WriteAllText(Source, "class C;");
        foreach (string tool in Tools)
        {
            string[] places = [$"/usr/bin/{tool}", $"/bin/{tool}"];
            if (Array.Find(places, File.Exists) is { } found)
            {
                File.CreateSymbolicLink(Path.Combine(_clone, "bin", tool), found);
            }
        }
    }

    private string Source => Path.Combine(_clone, "src", "C.cs");

    private string Notes => Path.Combine(_clone, "notes");

    [Fact]
    public void Run_NoDotNet_SaysWhatToInstallAndWhere()
    {
        Command command = Run();

        Assert.Equal(1, command.ExitCode);
        Assert.StartsWith("There is no 'dotnet' on this machine.", command.Error, StringComparison.Ordinal);
        Assert.Contains("Install the .NET SDK 10.0.400 or a later 10.0 one", command.Error, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", command.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DotNetTooOld_SaysWhatToInstall()
    {
        WriteDotNet("exit 1");

        Command command = Run();

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("is older than global.json asks for", command.Error, StringComparison.Ordinal);
        Assert.Contains("Install the .NET SDK", command.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnchangedSources_CompilesOnce()
    {
        WriteDotNet("exit 0");

        Run("--target=A b");
        File.SetLastWriteTimeUtc(Source, File.GetLastWriteTimeUtc(Source).AddHours(1));
        Run("--target=Second");

        Assert.Equal(["build", "run --target=A b", "run --target=Second"], File.ReadAllLines(Notes));
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("add")]
    [InlineData("delete")]
    [InlineData("rename")]
    [InlineData("props")]
    public void Run_ChangedSources_CompilesAgain(string change)
    {
        WriteDotNet("exit 0");
        Run("one");
        DateTime written = File.GetLastWriteTimeUtc(Source);
        switch (change)
        {
            case "edit":
                File.WriteAllText(Source, "class D;");
                File.SetLastWriteTimeUtc(Source, written);
                break;
            case "add":
                File.WriteAllText(Path.Combine(_clone, "build", "New.cs"), string.Empty);
                break;
            case "delete":
                File.Delete(Source);
                break;
            case "rename":
                File.Move(Source, Path.Combine(_clone, "src", "D.cs"));
                break;
            default:
                File.WriteAllText(Path.Combine(_clone, "Directory.Build.props"), "<Project />");
                break;
        }

        Run("two");

        Assert.Equal(["build", "run one", "build", "run two"], File.ReadAllLines(Notes));
    }

    [Fact]
    public void Run_SourcesThatDoNotCompile_ShowsWhyAndTriesAgainNextTime()
    {
        WriteDotNet("echo 'C.cs(1,1): error CS0001'; exit 1");
        Command command = Run("one");
        Run("two");

        Assert.Equal(1, command.ExitCode);
        Assert.Contains("C.cs(1,1): error CS0001", command.Error, StringComparison.Ordinal);
        Assert.Equal(["build", "build"], File.ReadAllLines(Notes));
    }

    [Fact]
    public void Run_FailingTarget_PassesItsExitCodeOn()
    {
        WriteDotNet("exit 0");

        Assert.Equal(130, Run("interrupt").ExitCode);
    }

    public void Dispose() => Directory.Delete(_clone, recursive: true);

    /// <summary>A dotnet whose "build" does what is given; running the driver notes the arguments.</summary>
    private void WriteDotNet(string build)
    {
        string path = Path.Combine(_clone, "bin", "dotnet");
        File.WriteAllText(path, $"""
            #!/bin/bash
            cd "{_clone}"
            case "$1" in
              --version) {(build.StartsWith("exit 1", StringComparison.Ordinal) ? "exit 1" : "exit 0")} ;;
              --list-sdks) echo "9.0.100 [/somewhere]" ;;
              build) echo build >>notes; mkdir -p build/bin/Release/net10.0; {build} ;;
              *) shift; echo "run $*" >>notes; if [ "$1" = interrupt ]; then exit 130; fi ;;
            esac
            """);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Command Run(params string[] arguments) => Command.Run(
        Path.Combine(_clone, "bin", "bash"),
        [Path.Combine(_clone, "build.sh"), .. arguments],
        Path.GetTempPath(),
        new Dictionary<string, string> { ["PATH"] = Path.Combine(_clone, "bin"), ["HOME"] = _clone });
}
