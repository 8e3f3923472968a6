using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts;

public sealed class ClassListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FirstWordOfEachLine_InOrder() =>
        Assert.Equal(["n01440764", "n01443537"], Read("n01440764 tench, Tinca tinca\r\nn01443537 goldfish, Carassius auratus\r\n\r\n"));

    [Theory]
    [InlineData("a x\nb\na y\n", "'a' twice")]
    [InlineData(" \n", "names no class")]
    public void Read_WhatIsNoList_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArtifactException>(() => Read(text)).Message, StringComparison.Ordinal);

    private string[] Read(string text)
    {
        File.WriteAllText(_folder["classes.txt"], text);
        return ClassList.Read(_folder["classes.txt"]);
    }
}
