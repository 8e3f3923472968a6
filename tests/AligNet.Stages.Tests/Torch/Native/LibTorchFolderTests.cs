using System.IO;
using System.Security.Cryptography;
using AligNet.Domain;
using AligNet.Torch.Native;

namespace AligNet.Tests.Torch.Native;

public sealed class LibTorchFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("alignet-native-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Fill_WithRetargeting_LinksAllButTheChangedLibraryAndLeavesTheCacheAlone()
    {
        string binding = Packaged();
        string other = Source("libother.so", "other");
        byte[] before = SHA256.HashData(File.ReadAllBytes(binding));
        string folder = Path.Combine(_root, "native");

        Assert.Empty(LibTorchFolder.Fill(folder, [other, binding], retarget: true));

        var changed = new FileInfo(Path.Combine(folder, Path.GetFileName(binding)));
        Assert.Null(changed.LinkTarget);
        Assert.Equal(RetargetOutcome.AlreadyRetargeted, ElfVersionRetargeter.Retarget(File.ReadAllBytes(changed.FullName), "test"));
        Assert.Equal(other, new FileInfo(Path.Combine(folder, "libother.so")).LinkTarget);
        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(binding)));
    }

    [Fact]
    public void Fill_SecondTime_WritesNothing()
    {
        string[] sources = [Packaged(), Source("libother.so", "other")];
        string folder = Path.Combine(_root, "native");
        LibTorchFolder.Fill(folder, sources, retarget: true);
        DateTime[] before = Stamps(folder);

        LibTorchFolder.Fill(folder, sources, retarget: true);

        Assert.Equal(before, Stamps(folder));
    }

    [Fact]
    public void Fill_WithoutRetargeting_LinksTheLibraryItself()
    {
        string binding = Packaged();
        LibTorchFolder.Fill(_root, [binding], retarget: true);
        LibTorchFolder.Fill(_root, [binding], retarget: false);

        Assert.Equal(binding, new FileInfo(Path.Combine(_root, Path.GetFileName(binding))).LinkTarget);
    }

    [Fact]
    public void Fill_LibraryThatIsRefused_LinksItUnchangedAndSaysSo()
    {
        string strange = Source("libLibTorchSharp.so", "not a library at all");
        string folder = Path.Combine(_root, "native");

        string message = Assert.Single(LibTorchFolder.Fill(folder, [strange], retarget: true));

        Assert.Contains("left as it is", message, StringComparison.Ordinal);
        Assert.Equal("not a library at all", File.ReadAllText(Path.Combine(folder, "libLibTorchSharp.so")));
    }

    [Fact]
    public void Fill_CacheMoved_PointsToTheNewPlaceAndDropsWhatIsGone()
    {
        string folder = Path.Combine(_root, "native");
        LibTorchFolder.Fill(folder, [Source("a/lib1.so", "1"), Source("a/lib2.so", "2")], retarget: false);
        string moved = Source("b/lib1.so", "1");
        LibTorchFolder.Fill(folder, [moved], retarget: false);

        Assert.Equal("lib1.so", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        Assert.Contains(new FileInfo(Path.Combine(folder, "lib1.so")).LinkTarget, new[] { moved, null });
    }

    [Fact]
    public void Fill_MissingSource_IsNamed()
    {
        var fault = Assert.Throws<ArtifactException>(() => LibTorchFolder.Fill(_root, [Path.Combine(_root, "gone.so")], retarget: false));
        Assert.Contains("gone.so", fault.Message, StringComparison.Ordinal);
    }

    private static DateTime[] Stamps(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc), Directory.GetLastWriteTimeUtc(folder)];

    private static string Packaged()
    {
        Assert.SkipWhen(PackagedLibrary.Path is null, "The package cache has no libLibTorchSharp.so for this system.");
        return PackagedLibrary.Path!;
    }

    private string Source(string name, string text)
    {
        string path = Path.Combine(_root, "cache", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
