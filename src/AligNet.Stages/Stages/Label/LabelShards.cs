using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Label;

/// <summary>The labels of a table of triplets in shards: runs of rows, each keyed by its triplets and by the representations of the images in them.
/// A shard holds the three similarities of each row in double precision, in the order of the sampled triplet.</summary>
internal sealed class LabelShards : ShardPlan
{
    private const int PairsPerRow = 3;
    private readonly StageContext _context;
    private readonly LabelOptions _options;
    private readonly ArrowMatrix _representations;
    private readonly List<(Triplet[] Triplets, string[] Splits)> _shards = [];
    private readonly List<string> _keys = [];

    public LabelShards(StageContext context, LabelOptions options)
    {
        (_context, _options) = (context, options);
        _representations = ArrowMatrix.Open(context.Input("representations"));
        Representations values = _representations.Values;
        byte[] digests = new byte[values.Rows * SHA256.HashSizeInBytes];
        Parallel.For(0, values.Rows, new ParallelOptions { MaxDegreeOfParallelism = context.Threads }, row =>
            SHA256.HashData(MemoryMarshal.AsBytes(values.Row(row)), digests.AsSpan(row * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)));
        bool[] used = new bool[values.Rows];
        foreach (Table group in context.ReadGroups("triplets"))
        {
            string[] splits = group.Get<string>("split");
            Triplet[] triplets = TripletTable.ToTriplets(group);
            for (int start = 0; start < triplets.Length; start += LabelledChunk.MostRows)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(LabelledChunk.MostRows, triplets.Length - start);
                Triplet[] shard = triplets[start..(start + count)];
                _shards.Add((shard, splits[start..(start + count)]));
                _keys.Add(KeyOf(shard, digests, used));
            }
        }
    }

    public override IReadOnlyList<string> Keys => _keys;

    public override void Make(IReadOnlyList<int> shards, ShardStore store)
    {
        for (int done = 0; done < shards.Count; done++)
        {
            Triplet[] triplets = _shards[shards[done]].Triplets;
            double[] pairs = new double[triplets.Length * PairsPerRow];
            Parallel.For(0, triplets.Length, new ParallelOptions { MaxDegreeOfParallelism = _context.Threads }, row =>
            {
                Triplet triplet = triplets[row];
                pairs[row * PairsPerRow] = Similarity(triplet.First, triplet.Second);
                pairs[(row * PairsPerRow) + 1] = Similarity(triplet.First, triplet.OddOneOut);
                pairs[(row * PairsPerRow) + 2] = Similarity(triplet.Second, triplet.OddOneOut);
            });
            _context.Cancellation.ThrowIfCancellationRequested();
            store.Write(_keys[shards[done]], MemoryMarshal.AsBytes<double>(pairs));
            _context.Progress.Report("labelling", done + 1, shards.Count, "shards");
        }
    }

    public override void Assemble(IReadOnlyList<ReadOnlyMemory<byte>> shards)
    {
        using ParquetTableWriter writer = _context.CreateTable("labelled.parquet");
        string schema = "";
        for (int shard = 0; shard < shards.Count; shard++)
        {
            (Triplet[] triplets, string[] splits) = _shards[shard];
            var chunk = new LabelledChunk(triplets.Length, _options.Temperature);
            ReadOnlyMemory<byte> content = shards[shard];
            Parallel.For(0, triplets.Length, new ParallelOptions { MaxDegreeOfParallelism = _context.Threads }, row =>
                chunk.Set(row, triplets[row], MemoryMarshal.Cast<byte, double>(content.Span).Slice(row * PairsPerRow, PairsPerRow)));
            Table labelled = chunk.ToTable(splits);
            writer.Append(labelled);
            schema = labelled.Schema;
            _context.Progress.Report("writing", writer.Rows, 0, "triplets");
        }

        _context.Describe("labelled.parquet", writer.Rows, schema);
    }

    protected override void Dispose(bool disposing)
    {
        _representations.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Dot product, summed in double precision: representations of thousands of columns would lose digits in float32.</summary>
    private double Similarity(int first, int second) =>
        DotProduct.Double(_representations.Values.Row(first), _representations.Values.Row(second));

    private string KeyOf(Triplet[] triplets, byte[] digests, bool[] used)
    {
        Array.Clear(used);
        using IncrementalHash rows = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        rows.AppendData(MemoryMarshal.AsBytes<Triplet>(triplets));
        foreach (Triplet triplet in triplets)
        {
            used[triplet.First] = used[triplet.Second] = used[triplet.OddOneOut] = true;
        }

        for (int image = 0; image < used.Length; image++)
        {
            if (used[image])
            {
                rows.AppendData(digests, image * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            }
        }

        return _context.ShardKey().Add("rows", triplets.Length).Add("content", Convert.ToHexStringLower(rows.GetHashAndReset())).ToString();
    }
}
