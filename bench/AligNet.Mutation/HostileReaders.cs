using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.Caching;
using AligNet.Artifacts.WordNet;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Mutation.Mutations;
using AligNet.Mutation.Seeds;
using AligNet.Onnx;

namespace AligNet.Mutation;

/// <summary>Every reader of files that people bring, as the pipeline calls it. A new reader is one more line here.</summary>
public static class HostileReaders
{
    /// <summary>The readers, in the order of the report.</summary>
    public static IReadOnlyList<HostileReader> All { get; } =
    [
        new("npy", ".npy", NpySeeds.Valid, NpySeeds.Crafted, NpyMutations.All, ReadNpy),
        new("npz", ".npz", NpzSeeds.Valid, NpzSeeds.Crafted, ZipMutations.All, ReadNpz),
        new("triplets", ".npz", NpzSeeds.ValidTriplets, NpzSeeds.CraftedTriplets, ZipMutations.All, ReadTriplets),
        new("safetensors", ".safetensors", SafetensorsSeeds.Valid, SafetensorsSeeds.Crafted, SafetensorsMutations.All, ReadSafetensors),
        new("csv", ".csv", CsvSeeds.Valid, CsvSeeds.Crafted, TextMutations.All, ReadCsv),
        new("csv-matrix", ".csv", CsvSeeds.ValidMatrices, CsvSeeds.Crafted, TextMutations.All, path => CsvMatrix.Read(path, expectedRows: 3)),
        new("class-numbers", ".json", ClassSeeds.ValidNumbers, ClassSeeds.CraftedNumbers, TextMutations.All, path => ClassNumberLists.Read(path)),
        new("class-list", ".txt", ClassSeeds.ValidNames, ClassSeeds.CraftedNames, TextMutations.All, path => ClassList.Read(path)),
        new("toml", ".toml", TomlSeeds.Valid, TomlSeeds.Crafted, TextMutations.All, ProfileReading.Read),
        new("parquet", ".parquet", ParquetSeeds.Valid, ParquetSeeds.Crafted, ParquetMutations.All, ReadParquet),
        new("arrow", ".arrow", ArrowSeeds.Valid, ArrowSeeds.Crafted, [], ReadArrow),
        new("images", ".img", ImageSeeds.Valid, ImageSeeds.Crafted, PngMutations.All, ReadImage),
        new("onnx", ".onnx", OnnxSeeds.Valid, OnnxSeeds.Crafted, ProtobufMutations.All, ReadOnnx),
        new("tar", ".tar", TarSeeds.Valid, TarSeeds.Crafted, TarMutations.All, ReadTar),
        new("cache-entry", ".ac", CacheSeeds.Entries, CacheSeeds.CraftedEntries, ProtobufMutations.All, ReadEntry),
        new("cache-record", ".json", CacheSeeds.Records, CacheSeeds.CraftedRecords, TextMutations.All, ReadRecord),
        new("mat", ".mat", MatSeeds.Valid, MatSeeds.Crafted, MatMutations.All, ReadMat),
        new("wordnet", ".wordnet", WordNetSeeds.Valid, WordNetSeeds.Crafted, TextMutations.All, ReadWordNet),
    ];

    private static void ReadNpy(string path) => Convert(NpyFile.Read(path));

    /// <summary>What a cache says under a key. The cache takes what cannot be read for absent; here that is a refusal.</summary>
    private static void ReadEntry(string path)
    {
        CacheBlob blob = ActionEntry.Read(File.ReadAllBytes(path)) ?? throw new ArtifactException($"{path} is no entry of a cache.");
        if (!blob.IsValid)
        {
            throw new InvalidOperationException($"'{blob.Sha256}' came out as a digest.");
        }
    }

    private static void ReadRecord(string path)
    {
        (byte[]? record, string fault) = SignedRecord.Open(File.ReadAllBytes(path), CacheSeeds.Key, CacheSeeds.Signer);
        if (record is null)
        {
            throw new ArtifactException($"{path}: the record {fault}.");
        }

        if (!CacheSeeds.Signed.Any(signed => signed.AsSpan().SequenceEqual(record)))
        {
            throw new InvalidOperationException("A record was believed that nobody signed.");
        }
    }

    private static void ReadNpz(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        byte[] buffer = new byte[4096];
        foreach (string name in file.Names)
        {
            using (Stream stream = file.OpenStream(name, out _))
            {
                while (stream.Read(buffer, 0, buffer.Length) > 0)
                {
                    // Only that it ends.
                }
            }

            Convert(file.Read(name));
        }
    }

    private static void ReadTriplets(string path)
    {
        foreach (bool byName in new[] { false, true })
        {
            using var reader = new ReleasedTripletReader(path, byName);
            while (reader.Next())
            {
                for (int row = 0; row < reader.Count; row++)
                {
                    _ = byName ? reader.Name(row, row % 3).Length : reader.Index(row, row % 3);
                }
            }
        }
    }

    private static void ReadSafetensors(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        file.Shapes();
        file.ReadAll();
    }

    private static void ReadCsv(string path)
    {
        CsvTable table = CsvTable.Read(path);
        foreach (string name in table.Names)
        {
            table.Text(name);
        }

        CsvColumns columns = CsvColumns.Read(path, table.Names);
        if (columns.Rows != table.Rows)
        {
            throw new InvalidOperationException($"{columns.Rows} rows read column by column, {table.Rows} read whole.");
        }

        if (table.Has("value"))
        {
            table.Numbers("value");
        }

        if (table.Has("i"))
        {
            table.Integers("i");
        }
    }

    private static void ReadParquet(string path)
    {
        foreach (Table group in ParquetTable.ReadGroups(path))
        {
            Use(group);
        }

        Use(ParquetTable.Read(path));

        static void Use(Table table)
        {
            foreach (string text in table.Columns.OfType<Column<string>>().SelectMany(column => column.Values))
            {
                // A row without text would show here.
                ArgumentNullException.ThrowIfNull(text);
            }
        }
    }

    private static void ReadArrow(string path)
    {
        using ArrowMatrix matrix = ArrowMatrix.Open(path);
        for (int row = 0; row < matrix.Values.Rows; row++)
        {
            foreach (float value in matrix.Values.Row(row))
            {
                // Reading is the point: a view beyond the mapping would end the process.
                _ = value;
            }
        }

        matrix.Values.FirstNonFinite();
        _ = string.Concat(matrix.Ids);
    }

    private static void ReadImage(string path)
    {
        // Both ways of reading, one an input: together they would take twice the memory.
        byte[] file = File.ReadAllBytes(path);
        RgbImage image = ImageDecoder.Decode(file, path, applyOrientation: file.Length % 2 == 1);
        if (image.Pixels.Length != 3 * image.Width * image.Height)
        {
            throw new InvalidOperationException($"{image.Pixels.Length} bytes for {image.Width} × {image.Height} pixels.");
        }
    }

    private static void ReadOnnx(string path)
    {
        using var encoder = new OnnxEncoder(path, new OnnxEncoderOptions { Device = "cpu", Threads = 1, TimeLimit = TimeSpan.FromSeconds(Trial.StallSeconds / 2) });
        encoder.Embed(new float[3 * encoder.Info.ImageSize * encoder.Info.ImageSize]);
    }

    private static void ReadTar(string path)
    {
        long length = new FileInfo(path).Length;
        if (TarIndex.Read(path).Entries.FirstOrDefault(entry => entry.Offset < 0 || entry.Length < 0 || entry.Offset > length - entry.Length) is { } outside)
        {
            throw new InvalidOperationException($"'{outside.Name}' lies at {outside.Offset} with {outside.Length} bytes, in a file of {length}.");
        }
    }

    private static void ReadMat(string path)
    {
        var file = MatFile.Open(path);
        foreach (MatVariable variable in file.Variables.Where(variable => variable.Fault is null))
        {
            file.Read(variable.Name);
        }
    }

    private static void ReadWordNet(string path)
    {
        string[] names = ["data.noun", "index.noun", "cntlist.rev"];
        byte[][] parts = [.. names.Select(_ => Array.Empty<byte>())];
        byte[] file = File.ReadAllBytes(path);
        for (int part = 0, start = 0; part < names.Length && start <= file.Length; part++)
        {
            int length = part == names.Length - 1 ? -1 : file.AsSpan(start).IndexOf((byte)'\f');
            parts[part] = length < 0 ? file[start..] : file[start..(start + length)];
            start = length < 0 ? file.Length + 1 : start + length + 1;
        }

        string folder = Directory.CreateDirectory(path + ".folder").FullName;
        for (int part = 0; part < names.Length; part++)
        {
            File.WriteAllBytes(Path.Combine(folder, names[part]), parts[part]);
        }

        var database = WordNetDatabase.Read(folder);
        for (int node = 0; node < database.Count; node++)
        {
            database.Taxonomy.Ancestors(node);
            _ = database.Lemmas(node)[0].Length;
        }
    }

    private static void Convert(NpyArray array)
    {
        switch (array.Header.Kind)
        {
            case NpyKind.Unicode:
                array.ToStrings();
                break;
            case NpyKind.Float16 or NpyKind.Float32 or NpyKind.Float64:
                array.ToSingles();
                break;
            default:
                array.ToIntegers();
                break;
        }
    }
}
