using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Sampling;

namespace AligNet.Stages.SampleTriplets;

/// <summary>Draws the triplets of images that the teacher labels (METHOD section 5).</summary>
public sealed class SampleTripletsStage : Stage<SampleTripletsOptions>
{
    private const int ChunkRows = 1 << 18;

    /// <inheritdoc/>
    public override string Name => "sample-triplets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["triplets.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, SampleTripletsOptions options)
    {
        int[] groups = Groups(context, options.Sampling);
        int[] rows = Chosen(groups.Length, options, context.Seed);
        var sampler = new TripletSampler(rows.Length, [.. rows.Select(row => groups[row])], new TripletSamplerSettings
        {
            Sampling = options.Sampling,
            WeightBySize = options.WeightBySize,
            BlockImages = options.BlockImages,
            BlockTriplets = options.BlockTriplets,
            Seed = context.Seed,
        });
        using var writer = context.CreateTable("triplets.parquet");
        string schema = "";
        long total = options.Triplets + options.ValidationTriplets;
        foreach (Triplet[] chunk in sampler.Draw(options.Triplets, options.ValidationTriplets).Chunk(ChunkRows))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            long first = writer.Rows;
            string[] splits = [.. Enumerable.Range(0, chunk.Length).Select(row => first + row < options.Triplets ? "train" : "validation")];
            var table = new Table([.. TripletTable.From([.. chunk.Select(triplet => new Triplet(rows[triplet.First], rows[triplet.Second], rows[triplet.OddOneOut]))]).Columns, Column.Of("split", splits)]);
            writer.Append(table);
            schema = table.Schema;
            context.Progress.Report("sampling", writer.Rows, total, "triplets");
        }

        context.Describe("triplets.parquet", writer.Rows, schema);
    }

    /// <summary>Rows of the images that take part, in order.</summary>
    private static int[] Chosen(int images, SampleTripletsOptions options, ulong seed)
    {
        if (options.Images > images)
        {
            throw new StageException($"sample-triplets: images = {options.Images} are asked for, but the large set has {images}. Ask for at most so many; 0 stands for all.");
        }

        bool[] chosen = ImageChoices.Of(options.ImageChoice, options.Images == 0 ? images : options.Images, images, seed);
        return [.. Enumerable.Range(0, images).Where(image => chosen[image])];
    }

    /// <summary>The group of each image: its cluster, its class by order of first appearance, or one for all.</summary>
    private static int[] Groups(StageContext context, TripletSampling sampling)
    {
        if (sampling is TripletSampling.ClusterBoundary or TripletSampling.Random)
        {
            int[] clusters = context.ReadTable("assignments").Get<int>("cluster");
            return sampling == TripletSampling.Random ? new int[clusters.Length] : clusters;
        }

        string[] labels = context.ReadTable("images").Get<string>("label");
        if (Array.IndexOf(labels, "") is >= 0 and var row)
        {
            throw new StageException(
                $"sample-triplets: image {row} has no class, but sampling by class needs one for each. Name the column in ingest.image_label_column, or set sample-triplets.sampling = \"cluster-boundary\".");
        }

        Dictionary<string, int> classes = [];
        return [.. labels.Select(label => classes.TryGetValue(label, out int known) ? known : classes[label] = classes.Count)];
    }
}
