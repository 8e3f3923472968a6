using System.IO;
using System.Text;
using AligNet.Domain;
using AligNet.Torch.Native;

namespace AligNet.Tests.Torch.Native;

public sealed class ElfVersionRetargeterTests
{
    // The 28 bytes of the name (23 letters and five zero bytes, three of which stay), one version index, one hash, one offset.
    private const int MostChangedBytes = 28 + 2 + 4 + 4;

    [Fact]
    public void Retarget_TorchSharpsLibrary_NoLongerAsksForTheNewVersion()
    {
        byte[] original = Packaged();
        byte[] library = [.. original];

        Assert.Equal(RetargetOutcome.Retargeted, ElfVersionRetargeter.Retarget(library, "test"));

        var needs = new ElfImage(library, "test").Needs();
        Assert.DoesNotContain(needs, need => need.Version == ElfVersionRetargeter.MissingVersion);
        Assert.Equal(2, needs.Count(need => need is { Library: "libstdc++.so.6", Version: "GLIBCXX_3.4" }));
        Assert.InRange(original.Zip(library).Count(pair => pair.First != pair.Second), 1, MostChangedBytes);
    }

    [Fact]
    public void Retarget_SecondTime_ChangesNothing()
    {
        byte[] library = Packaged();
        ElfVersionRetargeter.Retarget(library, "test");
        byte[] once = [.. library];

        Assert.Equal(RetargetOutcome.AlreadyRetargeted, ElfVersionRetargeter.Retarget(library, "test"));
        Assert.Equal(once, library);
    }

    [Fact]
    public void Retarget_LibraryThatAsksForLess_IsLeftAlone()
    {
        Packaged();
        byte[] library = File.ReadAllBytes(Path.Combine(LibTorchLoader.EnsureLoaded(), "libc10.so"));
        byte[] before = [.. library];

        Assert.Equal(RetargetOutcome.NotNeeded, ElfVersionRetargeter.Retarget(library, "test"));
        Assert.Equal(before, library);
    }

    [Theory]
    [InlineData("not an ELF file")]
    [InlineData("32 bits")]
    [InlineData("another processor")]
    [InlineData("truncated")]
    [InlineData("another symbol")]
    [InlineData("a second symbol of the version")]
    [InlineData("the old symbol as well")]
    [InlineData("a wrong hash")]
    [InlineData("another library")]
    [InlineData("a shared name")]
    public void Retarget_AnythingUnexpected_IsRefusedAndLeftAlone(string difference)
    {
        byte[] library = Changed(Packaged(), difference);
        byte[] before = [.. library];

        var refusal = Assert.Throws<ArtifactException>(() => ElfVersionRetargeter.Retarget(library, "some/lib.so"));
        Assert.StartsWith("some/lib.so: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, library);
    }

    private static byte[] Changed(byte[] library, string difference)
    {
        var image = new ElfImage(library, "test");
        int symbol = Enumerable.Range(0, image.SymbolCount)
            .Single(index => image.String(image.SymbolName(index)) == ElfVersionRetargeter.MissingSymbol);
        int name = image.Strings + image.SymbolName(symbol);
        var need = image.Needs().Single(record => record.Version == ElfVersionRetargeter.MissingVersion);
        switch (difference)
        {
            case "not an ELF file":
                return Encoding.ASCII.GetBytes("GLIBCXX_3.4.32 in a text file that is long enough to hold a whole header");
            case "32 bits":
                library[4] = 1;
                break;
            case "another processor":
                library[18] = 183;
                break;
            case "truncated":
                return library[..(library.Length / 2)];
            case "another symbol":
                library[name + 5]++;
                break;
            case "a second symbol of the version":
                library[image.VersionSymbols + ((symbol + 1) * 2)] = (byte)need.Index;
                break;
            case "the old symbol as well":
                string any = Enumerable.Range(symbol + 1, 500).Select(index => image.String(image.SymbolName(index))).First(text => text.Length > 30);
                int at = library.AsSpan(image.Strings, image.StringsSize).IndexOf(Encoding.ASCII.GetBytes($"\0{any}\0"));
                Encoding.ASCII.GetBytes("_ZNSt8ios_base4InitC1Ev\0").CopyTo(library, image.Strings + at + 1);
                break;
            case "a wrong hash":
                library[need.At]++;
                break;
            case "another library":
                var other = image.Needs().First(record => record.Library != "libstdc++.so.6");
                library.AsSpan(need.At, 6).CopyTo(library.AsSpan(other.At));
                library.AsSpan(need.At + 8, 4).CopyTo(library.AsSpan(other.At + 8));
                break;
            case "a shared name":
                BitConverter.TryWriteBytes(library.AsSpan(image.Symbols + ((symbol + 1) * ElfImage.SymbolSize)), image.SymbolName(symbol) + 4);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(difference), difference, "No such case.");
        }

        return library;
    }

    private static byte[] Packaged()
    {
        Assert.SkipWhen(PackagedLibrary.Path is null, "The package cache has no libLibTorchSharp.so for this system.");
        return File.ReadAllBytes(PackagedLibrary.Path!);
    }
}
