using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.ExportTriplets;

/// <summary>Writes the labelled triplets in the published form, a file a split: <c>filenames</c> (n, 3) text, <c>similarities</c> (n, 3) float32 of
/// the pairs 01, 02, 12, <c>indices</c> (n, 3) int64 row numbers of images.parquet; odd one last, triplets in the order of the labelled table.</summary>
/// <remarks>An archive holds its arrays one after the other, so the labelled table is read once to count and once for each array.</remarks>
public sealed class ExportTripletsStage : Stage<ExportTripletsOptions>
{
    private static readonly (string Split, string File)[] Files = [("train", "alignet_train.npz"), ("validation", "alignet_valid.npz")];

    /// <inheritdoc/>
    public override string Name => "export-triplets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => [.. Files.Select(file => file.File)];

    /// <inheritdoc/>
    protected override void Run(StageContext context, ExportTripletsOptions options)
    {
        string[] names = Names(context, options.Filenames);
        (long[] rows, int length) = Count(context, names);
        ReleasedTripletWriter[] writers = [.. Files.Select((file, split) => new ReleasedTripletWriter(context.Output(file.File), rows[split], length, options.Compress))];
        try
        {
            bool sorted = options.Order == TripletOrder.Descending;
            string[] images = ["image_0", "image_1", "image_2"];
            string[] orderedBy = sorted ? ["s_02", "s_12"] : [];
            Write(context, rows, writers, "file names", writer => writer.BeginFilenames(), [.. images, .. orderedBy], group =>
            {
                Func<int, Triplet> triplets = Triplets(group, sorted);
                return (row, writer) =>
                {
                    Triplet triplet = triplets(row);
                    writer.AddNames(names[triplet.First], names[triplet.Second], names[triplet.OddOneOut]);
                };
            });
            Write(context, rows, writers, "similarities", writer => writer.BeginSimilarities(), ["s_01", "s_02", "s_12"], group =>
            {
                (float[] s01, float[] s02, float[] s12) = (group.Get<float>("s_01"), group.Get<float>("s_02"), group.Get<float>("s_12"));
                Func<int, bool> swaps = Swaps(group, sorted);
                return (row, writer) =>
                {
                    (float a, float b) = swaps(row) ? (s12[row], s02[row]) : (s02[row], s12[row]);
                    writer.Add(s01[row], a, b);
                };
            });
            Write(context, rows, writers, "indices", writer => writer.BeginIndices(), [.. images, .. orderedBy], group =>
            {
                Func<int, Triplet> triplets = Triplets(group, sorted);
                return (row, writer) =>
                {
                    Triplet triplet = triplets(row);
                    writer.Add<long>(triplet.First, triplet.Second, triplet.OddOneOut);
                };
            });
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }

        for (int split = 0; split < Files.Length; split++)
        {
            context.Describe(
                Files[split].File, rows[split],
                $"{ReleasedTriplets.Filenames}: <U{Math.Max(1, length)}[3], {ReleasedTriplets.Similarities}: float32[3], {ReleasedTriplets.Indices}: int64[3]");
        }
    }

    /// <summary>The images of a row, in the order of export.</summary>
    private static Func<int, Triplet> Triplets(Table group, bool sorted)
    {
        (int[] first, int[] second, int[] odd) = (group.Get<int>("image_0"), group.Get<int>("image_1"), group.Get<int>("image_2"));
        Func<int, bool> swaps = Swaps(group, sorted);
        return row => swaps(row) ? new Triplet(second[row], first[row], odd[row]) : new Triplet(first[row], second[row], odd[row]);
    }

    /// <summary>Whether the two similar images of a row change places: then pairs 02 and 12 do.</summary>
    private static Func<int, bool> Swaps(Table group, bool sorted)
    {
        if (!sorted)
        {
            return _ => false;
        }

        (float[] s02, float[] s12) = (group.Get<float>("s_02"), group.Get<float>("s_12"));
        return row => s12[row] > s02[row];
    }

    /// <summary>One pass over the labelled table for one array of every file.</summary>
    private static void Write(
        StageContext context, long[] rows, ReleasedTripletWriter[] writers, string what, Action<ReleasedTripletWriter> begin, string[] columns,
        Func<Table, Action<int, ReleasedTripletWriter>> rowOf)
    {
        // Two archives can have an array open at once, since each has its own file.
        Array.ForEach(writers, begin);
        long done = 0;
        foreach (Table group in context.ReadGroups("labelled", [.. columns, "split"]))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Action<int, ReleasedTripletWriter> write = rowOf(group);
            string[] splits = group.Get<string>("split");
            for (int row = 0; row < group.Rows; row++)
            {
                write(row, writers[SplitOf(splits[row])]);
            }

            context.Progress.Report($"writing {what}", done += group.Rows, rows.Sum(), "triplets");
        }

        Array.ForEach(writers, writer => writer.End());
    }

    private static int SplitOf(string split) => Array.FindIndex(Files, file => file.Split == split) is >= 0 and var index
        ? index
        : throw new ArtifactException($"The labelled table has the split '{split}', expected train or validation.");

    /// <summary>Triplets of each split, and the length of the longest name that a triplet has.</summary>
    private static (long[] Rows, int Length) Count(StageContext context, string[] names)
    {
        long[] rows = new long[Files.Length];
        bool[] used = new bool[names.Length];
        foreach (Table group in context.ReadGroups("labelled", "image_0", "image_1", "image_2", "split"))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (string split in group.Get<string>("split"))
            {
                rows[SplitOf(split)]++;
            }

            foreach (string column in new[] { "image_0", "image_1", "image_2" })
            {
                foreach (int image in group.Get<int>(column))
                {
                    used[image] = true;
                }
            }
        }

        return (rows, names.Where((_, image) => used[image]).Select(ReleasedTripletWriter.LengthOf).DefaultIfEmpty().Max());
    }

    private static string[] Names(StageContext context, ExportedName kind)
    {
        string[] names = [.. context.ReadGroups("images", "id").SelectMany(group => group.Get<string>("id"))];
        if (kind == ExportedName.Id)
        {
            return names;
        }

        HashSet<string> seen = new(names.Length, StringComparer.Ordinal);
        for (int image = 0; image < names.Length; image++)
        {
            string id = names[image];
            names[image] = id[(id.LastIndexOf('/') + 1)..];
            if (!seen.Add(names[image]))
            {
                throw new StageException($"export-triplets: two images have the file name '{names[image]}' (one of them is '{id}'), so it does not say which is meant. Set export-triplets.filenames = \"id\".");
            }
        }

        return names;
    }
}
