using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts;

public sealed class ClassNumberListsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ListsAsReaLHasThem_GivesOneAnImage()
    {
        Assert.Equal([[65], [795, 703], [], [970]], Read("[[65], [795, 703], [], [970]]"));
        Assert.Equal([[0]], Read("\uFEFF[\n  [0]\n]\n"));
    }

    [Theory]
    [InlineData("", "no JSON list")]
    [InlineData("[[1]", "no JSON list")]
    [InlineData("[[1], [[2]]]", "no JSON list")]
    [InlineData("[]", "lists no image")]
    [InlineData("[[1], 2]", "entry 1")]
    [InlineData("[[1], [2.5]]", "entry 1")]
    [InlineData("[[-1]]", "entry 0")]
    [InlineData("[[99999999999]]", "entry 0")]
    [InlineData("[[\"1\"]]", "entry 0")]
    [InlineData("{\"a\": [1]}", "entry 0")]
    [InlineData("[null]", "entry 0")]
    [InlineData("7", "entry 0")]
    public void Read_SomethingElse_IsRefused(string text, string message)
    {
        string fault = Assert.Throws<ArtifactException>(() => Read(text)).Message;

        Assert.Contains(message, fault, StringComparison.Ordinal);
        Assert.Contains("real.json", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_IsRefused() => Assert.Contains("cannot be read", Assert.Throws<ArtifactException>(() => ClassNumberLists.Read(_folder["none.json"])).Message, StringComparison.Ordinal);

    private int[][] Read(string text)
    {
        File.WriteAllText(_folder["real.json"], text);
        return ClassNumberLists.Read(_folder["real.json"]);
    }
}
