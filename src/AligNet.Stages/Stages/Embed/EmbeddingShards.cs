using System.Runtime.InteropServices;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;

namespace AligNet.Stages.Embed;

/// <summary>The representations of a table of images in shards. A shard is keyed by the model, the options and the content of its images, and holds
/// one row of float32 for each.</summary>
internal sealed class EmbeddingShards : ShardPlan
{
    private readonly StageContext _context;
    private readonly EmbedOptions _options;
    private readonly string _output;
    private readonly string[] _ids;
    private readonly ImageFile[] _files;
    private readonly IReadOnlyList<int[]> _shards;
    private readonly string _model;

    public EmbeddingShards(StageContext context, EmbedOptions options, string tableInput, string output)
    {
        (_context, _options, _output) = (context, options, output);
        _model = context.Input("model");
        _ids = context.ReadTable(tableInput).Get<string>("id");
        _files = ImageTable.Files(context, tableInput);
        _shards = KeyedShards.Divide(_ids, options.ShardImages);
        string model = context.InputDigest("model");
        Keys =
        [
            .. _shards.Select(shard =>
            {
                Fingerprint key = context.ShardKey().Add("model", model).Add("images", shard.Length);
                foreach (int image in shard)
                {
                    key.Add("image", _files[image].Sha256!);
                }

                return key.ToString();
            }),
        ];
    }

    public override IReadOnlyList<string> Keys { get; }

    public override void Make(IReadOnlyList<int> shards, ShardStore store)
    {
        if (shards.Count == 0)
        {
            return;
        }

        using var embedder = new ImageEmbedder(_context, _options, _model);
        int total = shards.Sum(shard => _shards[shard].Length);
        int done = 0;
        int[] images = [.. shards.SelectMany(shard => _shards[shard])];
        using IEnumerator<float[]> rows = embedder.Rows(
            [.. images.Select(image => _files[image])], [.. images.Select(image => _ids[image])], shards.SelectMany(shard => Batches(_shards[shard].Length)))
            .GetEnumerator();
        foreach (int shard in shards)
        {
            float[] values = new float[_shards[shard].Length * embedder.Width];
            for (int row = 0; row < _shards[shard].Length; row++)
            {
                rows.MoveNext();
                rows.Current.CopyTo(values.AsSpan(row * embedder.Width));
                _context.Progress.Report($"embedding {_output}", ++done, total, "images");
            }

            store.Write(Keys[shard], MemoryMarshal.AsBytes<float>(values));
        }
    }

    public override void Assemble(IReadOnlyList<ReadOnlyMemory<byte>> shards)
    {
        var places = new (int Shard, int Row)[_ids.Length];
        for (int shard = 0; shard < _shards.Count; shard++)
        {
            for (int row = 0; row < _shards[shard].Length; row++)
            {
                places[_shards[shard][row]] = (shard, row);
            }
        }

        int width = shards.Count > 0 ? shards[0].Length / sizeof(float) / _shards[0].Length : WidthOfModel();
        using (ArrowMatrixWriter writer = _context.CreateMatrix(_output, _ids.Length, width))
        {
            for (int image = 0; image < _ids.Length; image++)
            {
                (int shard, int row) = places[image];
                writer.Append(_ids[image], MemoryMarshal.Cast<byte, float>(shards[shard].Span).Slice(row * width, width));
            }
        }

        _context.Describe(_output, _ids.Length, ArrowMatrix.SchemaOf(width));
    }

    private int WidthOfModel()
    {
        using var embedder = new ImageEmbedder(_context, _options, _model);
        return embedder.Width;
    }

    /// <summary>Sizes of the batches of one shard: none spans two, so that a shard's values depend on its own images alone.</summary>
    private IEnumerable<int> Batches(int images)
    {
        for (int start = 0; start < images; start += _options.Batch)
        {
            yield return Math.Min(_options.Batch, images - start);
        }
    }
}
