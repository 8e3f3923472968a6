using System.Buffers.Binary;
using System.Text;
using AligNet.Domain;

namespace AligNet.Torch.Native;

/// <summary>Lets TorchSharp's native library load where libstdc++ is older than GCC 13's.</summary>
/// <remarks>The one symbol that asks for <c>GLIBCXX_3.4.32</c> is <c>std::ios_base_library_init()</c>, which GCC 13 calls where
/// earlier compilers called the constructor <c>std::ios_base::Init::Init()</c>, a version <c>GLIBCXX_3.4</c> symbol that ignores its
/// <c>this</c>. Three edits follow: the symbol's name in .dynstr, its entry in .gnu.version, and the .gnu.version_r record.</remarks>
public static class ElfVersionRetargeter
{
    /// <summary>The version that older systems lack.</summary>
    public const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>The only symbol that needs it.</summary>
    public const string MissingSymbol = "_ZSt21ios_base_library_initv";

    private const string Library = "libstdc++.so.6";
    private const string OldVersion = "GLIBCXX_3.4";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";

    /// <summary>Edits the bytes of a library in place.</summary>
    /// <param name="library">The whole file. Unchanged unless the outcome is <see cref="RetargetOutcome.Retargeted"/>.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="ArtifactException">The library is not exactly of the expected form; the bytes are unchanged.</exception>
    public static RetargetOutcome Retarget(byte[] library, string source)
    {
        ArgumentNullException.ThrowIfNull(library);
        var image = new ElfImage(library, source);
        var needs = image.Needs();
        var missing = needs.FindAll(need => need.Version == MissingVersion);
        var old = needs.FindAll(need => need.Library == Library && need.Version == OldVersion);
        if (missing.Count == 0)
        {
            return old.Count == 2 && SymbolsNamed(image, OldSymbol).Count == 1
                ? RetargetOutcome.AlreadyRetargeted
                : RetargetOutcome.NotNeeded;
        }

        if (missing.Count != 1 || missing[0].Library != Library || missing[0].Hash != Hash(MissingVersion))
        {
            throw image.Refuse($"{missing.Count} records ask for {MissingVersion}, or one asks another library than {Library}");
        }

        if (old.Count != 1 || old[0].Hash != Hash(OldVersion))
        {
            throw image.Refuse($"{old.Count} records ask {Library} for {OldVersion}, not one");
        }

        int symbol = OnlySymbol(image, missing[0].Index);
        int name = image.Strings + image.SymbolName(symbol);

        Span<byte> text = image.Bytes.Slice(name, MissingSymbol.Length);
        text.Clear();
        Encoding.ASCII.GetBytes(OldSymbol, text);
        BinaryPrimitives.WriteUInt16LittleEndian(image.Bytes[(image.VersionSymbols + (symbol * 2))..], old[0].Index);
        image.Bytes.Slice(old[0].At, 4).CopyTo(image.Bytes[missing[0].At..]);
        image.Bytes.Slice(old[0].At + 8, 4).CopyTo(image.Bytes[(missing[0].At + 8)..]);
        return RetargetOutcome.Retargeted;
    }

    /// <summary>The one symbol of a version index, after every check that changing its name changes nothing else.</summary>
    private static int OnlySymbol(ElfImage image, ushort version)
    {
        var ofVersion = Enumerable.Range(0, image.SymbolCount).Where(symbol => image.SymbolVersion(symbol) == version).ToList();
        if (ofVersion.Count != 1 || image.String(image.SymbolName(ofVersion[0])) != MissingSymbol || !image.IsUndefined(ofVersion[0]))
        {
            throw image.Refuse($"{ofVersion.Count} symbols have the version {MissingVersion}, or another one than {MissingSymbol}");
        }

        if (SymbolsNamed(image, OldSymbol).Count != 0)
        {
            throw image.Refuse($"it already imports {OldSymbol} beside {MissingSymbol}");
        }

        // Linkers let names share tails: nothing else may point into this name, nor may it be the tail of a longer one.
        int start = image.SymbolName(ofVersion[0]);
        bool shared = start == 0 || image.Bytes[image.Strings + start - 1] != 0;
        for (int symbol = 0; symbol < image.SymbolCount; symbol++)
        {
            int other = image.SymbolName(symbol);
            shared |= symbol != ofVersion[0] && other >= start && other <= start + MissingSymbol.Length;
        }

        return shared ? throw image.Refuse($"the name {MissingSymbol} shares its bytes with another") : ofVersion[0];
    }

    private static List<int> SymbolsNamed(ElfImage image, string name) =>
        [.. Enumerable.Range(0, image.SymbolCount).Where(symbol => image.String(image.SymbolName(symbol)) == name)];

    /// <summary>The System V hash that .gnu.version_r keeps of a version's name.</summary>
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (char letter in name)
        {
            hash = (hash << 4) + letter;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
