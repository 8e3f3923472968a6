using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Label;

/// <summary>Reads published triplets into the labelled table, block by block: their images become rows of images.parquet, their similarities
/// what Label would have stored.</summary>
/// <remarks>The published description says both that the odd one is last and that s12 is the smallest similarity, which does not imply it.
/// Here the similarities decide, as they do for the soft labels: a triplet whose pair 01 is not the most similar one is put into
/// order, and the log says how many were.</remarks>
internal static class ReleasedLabels
{
    /// <summary>Writes labelled.parquet from the stage's inputs.</summary>
    /// <exception cref="ArtifactException">The file cannot be read, or a similarity is not finite.</exception>
    /// <exception cref="StageException">Images are unknown or ambiguous, a triplet names one twice, or validation takes all triplets.</exception>
    public static void Import(StageContext context, LabelOptions options)
    {
        string path = context.Input(LabelStage.ReleasedInput);
        bool byName = options.Match == ImageMatch.Filename;
        string[] ids = [.. context.ReadGroups("images", "id").SelectMany(group => group.Get<string>("id"))];
        using var reader = new ReleasedTripletReader(path, byName);
        RefuseIfNoneIsLeft(path, reader.Triplets, options);
        long train = reader.Triplets - options.ValidationTriplets;
        var images = new ImageNames(ids);
        var faults = new MatchFaults(path, options.Match, ids.Length);
        using var writer = context.CreateTable("labelled.parquet");
        var chunk = new LabelledChunk(LabelledChunk.MostRows, options.Temperature);
        string[] splits = new string[LabelledChunk.MostRows];
        int filled = 0;
        string schema = "";
        long reordered = 0;
        while (reader.Next())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (int row = 0; row < reader.Count; row++)
            {
                Triplet triplet = new(Find(row, 0), Find(row, 1), Find(row, 2));
                if (!faults.Add(reader, row, triplet))
                {
                    continue;
                }

                reordered += chunk.Set(filled, triplet, Finite(path, reader, row)) ? 0 : 1;
                splits[filled++] = reader.First + row < train ? "train" : "validation";
                if (filled == splits.Length)
                {
                    Flush();
                }
            }

            context.Progress.Report("reading labels", reader.First + reader.Count, reader.Triplets, "triplets");
        }

        faults.ThrowIfAny();
        Flush();
        context.Describe("labelled.parquet", writer.Rows, schema);
        if (reordered > 0)
        {
            context.Progress.Log($"Label: {reordered} of {writer.Rows} published triplets did not have the odd one last by their similarities, and were put into that order.");
        }

        int Find(int row, int position) => RowOf(reader, row, position, byName ? images : null, ids.Length);

        void Flush()
        {
            if (filled > 0)
            {
                // The same arrays every time: fresh ones of this size would wait for a rare collection.
                Table table = chunk.ToTable(filled == splits.Length ? splits : splits[..filled]);
                writer.Append(table);
                schema = table.Schema;
                filled = 0;
            }
        }
    }

    /// <summary>Reads a file as <see cref="Import"/> does, and keeps nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ids">Ids of the images that it names.</param>
    /// <param name="options">How images are found.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <returns>Number of triplets.</returns>
    /// <exception cref="PipelineException">As <see cref="Import"/>.</exception>
    public static long Check(string path, string[] ids, LabelOptions options, CancellationToken cancellation)
    {
        bool byName = options.Match == ImageMatch.Filename;
        using var reader = new ReleasedTripletReader(path, byName);
        RefuseIfNoneIsLeft(path, reader.Triplets, options);
        var images = new ImageNames(ids);
        var faults = new MatchFaults(path, options.Match, ids.Length);
        while (reader.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            for (int row = 0; row < reader.Count; row++)
            {
                _ = faults.Add(reader, row, new Triplet(Find(row, 0), Find(row, 1), Find(row, 2)));
                _ = Finite(path, reader, row);
            }
        }

        faults.ThrowIfAny();
        return reader.Triplets;

        int Find(int row, int position) => RowOf(reader, row, position, byName ? images : null, ids.Length);
    }

    private static int RowOf(ReleasedTripletReader reader, int row, int position, ImageNames? images, int count) => images is not null
        ? images.Find(reader.Name(row, position))
        : reader.Index(row, position) is >= 0 and var index && index < count ? (int)index : ImageNames.Unknown;

    private static void RefuseIfNoneIsLeft(string path, long triplets, LabelOptions options)
    {
        if (options.ValidationTriplets >= triplets)
        {
            throw new StageException($"{path}: holds {triplets} triplets, and label.validation_triplets = {options.ValidationTriplets} leaves none to train on.");
        }
    }

    private static ReadOnlySpan<double> Finite(string path, ReleasedTripletReader reader, int row)
    {
        ReadOnlySpan<double> pairs = reader.Pairs(row);
        foreach (double value in pairs)
        {
            // As float32, since that is how it is stored.
            if (!float.IsFinite((float)value))
            {
                throw new ArtifactException($"{path}: row {reader.First + row} has the similarity {value}; expected finite float32 numbers.");
            }
        }

        return pairs;
    }
}
