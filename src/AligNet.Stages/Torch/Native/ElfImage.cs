using System.Buffers.Binary;
using System.Text;
using AligNet.Domain;

namespace AligNet.Torch.Native;

/// <summary>The dynamic-linking tables of a 64-bit little-endian x86-64 shared library, over the file's bytes.</summary>
/// <remarks>Every offset is checked against the file before use. Layout: System V ABI, AMD64 supplement; symbol versions:
/// Linux Standard Base Core 5.0, section 10.7.</remarks>
internal sealed class ElfImage
{
    /// <summary>Size in bytes of one entry of .dynsym.</summary>
    public const int SymbolSize = 24;

    private const uint TypeHash = 5;
    private const uint TypeDynamicSymbols = 11;
    private const uint TypeVersionNeeds = 0x6ffffffe;
    private const uint TypeVersionSymbols = 0x6fffffff;
    private const int SectionHeaderSize = 64;

    private readonly byte[] _bytes;
    private readonly string _source;

    /// <summary>Reads the section table of a library.</summary>
    /// <param name="bytes">The whole file; <see cref="Bytes"/> edits it in place.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="ArtifactException">It is no such library, or a table is missing or lies outside the file.</exception>
    public ElfImage(byte[] bytes, string source)
    {
        (_bytes, _source) = (bytes, source);
        ReadOnlySpan<byte> start = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        if (bytes.Length < SectionHeaderSize || !bytes.AsSpan().StartsWith(start) || Half(16) != 3 || Half(18) != 62)
        {
            throw Refuse("it is not a 64-bit little-endian x86-64 shared library");
        }

        long table = Offset(40);
        int count = Half(60);
        if (Half(58) != SectionHeaderSize || count == 0)
        {
            throw Refuse("its section table is missing or of an unknown form");
        }

        var sections = new List<(uint Type, int Offset, int Size, int Link)>();
        for (int index = 0; index < count; index++)
        {
            int at = Within(table + ((long)index * SectionHeaderSize), SectionHeaderSize);
            uint type = Word(at + 4);
            bool inFile = type is not (0 or 8);
            int offset = inFile ? Within(Offset(at + 24), Offset(at + 32)) : 0;
            sections.Add((type, offset, inFile ? (int)Offset(at + 32) : 0, (int)Word(at + 40)));
        }

        if (sections.Exists(section => section.Type == TypeHash))
        {
            throw Refuse("it has a .hash table, whose buckets depend on the names");
        }

        var symbols = Only(TypeDynamicSymbols, ".dynsym");
        var needs = Only(TypeVersionNeeds, ".gnu.version_r");
        var versions = Only(TypeVersionSymbols, ".gnu.version");
        if ((uint)symbols.Link >= (uint)count || needs.Link != symbols.Link)
        {
            throw Refuse(".dynsym and .gnu.version_r do not share one string table");
        }

        (Symbols, SymbolCount) = (symbols.Offset, symbols.Size / SymbolSize);
        (Strings, StringsSize) = (sections[symbols.Link].Offset, sections[symbols.Link].Size);
        (VersionSymbols, VersionNeeds) = (versions.Offset, needs.Offset);
        if (symbols.Size % SymbolSize != 0 || versions.Size != SymbolCount * 2)
        {
            throw Refuse($".gnu.version has {versions.Size} bytes for {SymbolCount} symbols");
        }

        (uint Type, int Offset, int Size, int Link) Only(uint type, string name)
        {
            var found = sections.FindAll(section => section.Type == type);
            return found.Count == 1 ? found[0] : throw Refuse($"it has {found.Count} {name} sections, not one");
        }
    }

    /// <summary>The file, for edits in place.</summary>
    public Span<byte> Bytes => _bytes;

    /// <summary>File offset of .dynsym.</summary>
    public int Symbols { get; }

    /// <summary>Number of dynamic symbols.</summary>
    public int SymbolCount { get; }

    /// <summary>File offset of .dynstr.</summary>
    public int Strings { get; }

    /// <summary>Size of .dynstr in bytes.</summary>
    public int StringsSize { get; }

    /// <summary>File offset of .gnu.version: one 16-bit version index a symbol.</summary>
    public int VersionSymbols { get; }

    private int VersionNeeds { get; }

    /// <summary>Offset in .dynstr of a symbol's name.</summary>
    public int SymbolName(int symbol) => (int)Word(Symbols + (symbol * SymbolSize));

    /// <summary>Whether a symbol is imported.</summary>
    public bool IsUndefined(int symbol) => Half(Symbols + (symbol * SymbolSize) + 6) == 0;

    /// <summary>The version index of a symbol.</summary>
    public ushort SymbolVersion(int symbol) => Half(VersionSymbols + (symbol * 2));

    /// <summary>The string at an offset of .dynstr.</summary>
    public string String(int offset)
    {
        if ((uint)offset >= (uint)StringsSize)
        {
            throw Refuse($"a name lies at {offset} of a string table of {StringsSize} bytes");
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan(Strings + offset, StringsSize - offset);
        int end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.Latin1.GetString(rest[..end]) : throw Refuse("the string table does not end in a zero byte");
    }

    /// <summary>All records of .gnu.version_r: the library, the version's name, its hash and index, and the record's file offset.</summary>
    public List<(string Library, string Version, uint Hash, ushort Index, int At)> Needs()
    {
        var found = new List<(string, string, uint, ushort, int)>();
        long library = VersionNeeds;
        for (uint next = 1; next != 0; library += next)
        {
            int at = Within(library, 16);
            if (Half(at) != 1 || found.Count > ushort.MaxValue)
            {
                throw Refuse(".gnu.version_r has a record of an unknown form");
            }

            string name = String((int)Word(at + 4));
            long record = library + Word(at + 8);
            for (int left = Half(at + 2); left > 0; left--)
            {
                int recordAt = Within(record, 16);
                found.Add((name, String((int)Word(recordAt + 8)), Word(recordAt), Half(recordAt + 6), recordAt));
                record += Word(recordAt + 12);
            }

            next = Word(at + 12);
        }

        return found;
    }

    /// <summary>The 32-bit value at a file offset.</summary>
    public uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));

    /// <summary>A refusal that names the file and says what is not as expected.</summary>
    public ArtifactException Refuse(string found) =>
        new($"{_source}: {found}. Expected libLibTorchSharp.so of TorchSharp 0.107.0 for linux-x64; the file was left as it is. "
            + "On a system whose libstdc++ has GLIBCXX_3.4.32 (GCC 13 or later) nothing has to be changed.");

    private ushort Half(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));

    private long Offset(int at) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at));

    private int Within(long offset, long size) =>
        offset >= 0 && size >= 0 && offset <= _bytes.Length - size ? (int)offset : throw Refuse("a table lies outside the file");
}
