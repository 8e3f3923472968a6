using AligNet.Build;

namespace AligNet.EndToEnd.Tests.Driver;

public class CommandLineTests
{
    [Fact]
    public void Prepare_Stage_LeavesTheCommandAlone() =>
        Assert.Equal(["--target=Cluster", "--set", "cluster.k=4", "-e"], CommandLine.Prepare(["--target=Cluster", "--set", "cluster.k=4", "-e"]));

    [Fact]
    public void Prepare_Nothing_LeavesTheDefault() => Assert.Empty(CommandLine.Prepare([]));

    [Theory]
    [InlineData("--target=Cluster", "--of=Cluster")]
    [InlineData("-t=Cluster", "--of=Cluster")]
    public void Prepare_DryRun_PlansTheTarget(string given, string expected) =>
        Assert.Equal([expected, "--target=Plan", "--dry", "--verbosity=minimal"], CommandLine.Prepare([given, "--dryrun"]));

    [Fact]
    public void Prepare_DryRunWithSeparateValue_PlansTheTarget() =>
        Assert.Equal(
            ["--of", "Cluster", "--target=Plan", "--dry", "--alone", "--verbosity=minimal"],
            CommandLine.Prepare(["--dryrun", "-t", "Cluster", "--exclusive"]));

    [Fact]
    public void Prepare_DryRunOfGc_IsTheTasksOwn() =>
        Assert.Equal(["--target=Gc", "--dry", "--verbosity=minimal"], CommandLine.Prepare(["--target=Gc", "--dryrun"]));

    [Theory]
    [InlineData("--help", "Help")]
    [InlineData("-h", "Help")]
    [InlineData("--version", "Version")]
    public void Prepare_Question_BecomesATarget(string given, string target) =>
        Assert.Equal([$"--target={target}", "--verbosity=minimal"], CommandLine.Prepare([given]));

    [Theory]
    [InlineData("Test")]
    [InlineData("inspect")]
    public void Prepare_TargetWithoutStage_PrintsNoHeadings(string target) =>
        Assert.Contains("--verbosity=minimal", CommandLine.Prepare([$"--target={target}"]));

    [Fact]
    public void Prepare_GivenVerbosity_IsKept() =>
        Assert.Equal(["--target=Test", "--verbosity=diagnostic"], CommandLine.Prepare(["--target=Test", "--verbosity=diagnostic"]));
}
