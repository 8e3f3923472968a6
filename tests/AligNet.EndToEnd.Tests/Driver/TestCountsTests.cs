using System.IO;
using AligNet.Build.Testing;
using AligNet.Domain;

namespace AligNet.EndToEnd.Tests.Driver;

public sealed class TestCountsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Read_TwoAssemblies_SumsAndCountsErrorsAsFailures()
    {
        File.WriteAllText(_path, """
            <assemblies schema-version="3">
              <assembly total="7" passed="4" failed="1" skipped="2" not-run="3" errors="0" />
              <assembly total="2" passed="2" failed="0" skipped="0" not-run="0" errors="1" />
            </assemblies>
            """);

        TestCounts counts = TestCounts.Read(_path);

        Assert.Equal("6 passed, 2 failed, 2 skipped", counts.ToString());
        Assert.Equal(10, counts.Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<assemblies><assembly passed=\"1\"")]
    [InlineData("<assemblies><assembly passed=\"1\" /></assemblies>")]
    [InlineData("<html />")]
    public void Read_ResultOfAProcessThatDied_IsRefused(string content)
    {
        File.WriteAllText(_path, content);

        Assert.Contains(_path, Assert.Throws<ArtifactException>(() => TestCounts.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_IsRefused() => Assert.Throws<ArtifactException>(() => TestCounts.Read(_path + ".none"));

    [Fact]
    public void Selection_GivenFilters_ChoosesClassesAndLeavesSlowTestsOut()
    {
        Assert.Equal(["-trait-", "Category=Slow"], TestRun.Selection(null));
        Assert.Equal(["-trait-", "Category=Slow", "-class", "*GoldenTests"], TestRun.Selection("golden"));
        Assert.Equal(["-trait-", "Category=Slow", "-class", "*KMeans*"], TestRun.Selection("KMeans"));
        Assert.Equal(["-trait", "Category=Slow"], TestRun.Selection("Slow"));
    }

    public void Dispose() => File.Delete(_path);
}
