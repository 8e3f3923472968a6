using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Ingest;

/// <summary>Reads what a profile names into tables of one form, checked: nothing downstream meets a raw file but the images themselves.</summary>
public sealed class IngestStage : Stage<IngestOptions>, IReadsSources
{
    /// <summary>Why objects cannot be held out in two ways at once.</summary>
    internal const string HeldOutTwice =
        "ingest: data.heldout_objects names held-out objects and ingest.heldout_folds asks to split off a fold too; use one of them.";

    /// <inheritdoc/>
    public override string Name => "ingest";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs =>
    [
        "objects.parquet", "heldout_objects.parquet", "images.parquet", "evaluation_images.parquet",
        "train_triplets.parquet", "test_triplets.parquet", "heldout_triplets.parquet",
        "train_trials.parquet", "test_trials.parquet", "heldout_trials.parquet",
        "similarity.arrow", "heldout_similarity.arrow", "responses.parquet", "bad_images.parquet",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot)
    {
        var ingest = (IngestOptions)options;
        List<SourceInput> inputs = [];
        foreach ((string name, string path) in new[]
        {
            ("objects", data.Objects), ("train-triplets", data.TrainTriplets), ("test-triplets", data.TestTriplets), ("similarity", data.Similarity),
            ("heldout-objects", data.HeldoutObjects), ("heldout-triplets", data.HeldoutTriplets), ("heldout-similarity", data.HeldoutSimilarity),
            ("images", data.Images), ("evaluation-images", data.EvaluationImages), ("levels", data.Levels),
        })
        {
            string full = Full(path);
            if (path.Length > 0 && !Directory.Exists(full))
            {
                inputs.Add(new SourceInput(name, [(path, full)], IsSet: false));
            }
        }

        // The images of a tar are in the one file above; a set of files of its own they are not.
        foreach (ImageSource source in ImageSource.Of(data, ingest).Where(source => !ImageList.IsTar(source.Path) || Directory.Exists(Full(source.Path))))
        {
            IReadOnlyList<ImageEntry> entries = source.Read(dataRoot, ingest, FaultList.Throwing);
            inputs.Add(new SourceInput(source.Name + "-files", [.. entries.Select(entry => entry.Path).Distinct().Select(path => (path, Full(path)))], IsSet: true));
        }

        return inputs;

        string Full(string path) => Path.GetFullPath(Path.Combine(dataRoot, path));
    }

    /// <inheritdoc/>
    protected override void Run(StageContext context, IngestOptions options)
    {
        DataOptions data = context.Data;
        ObjectSet judged = ReadObjects(context, options, data.Objects, data.TrainTriplets, (data.TestTriplets, options.TestFilter), (data.Similarity, options.Similarity()));
        ObjectSet heldout = data.HeldoutObjects.Length > 0
            ? ReadObjects(context, options, data.HeldoutObjects, "", (data.HeldoutTriplets, options.HeldoutFilter), (data.HeldoutSimilarity, options.HeldoutSimilarity()))
            : ObjectSet.Empty;
        if (options.HeldoutFolds > 1)
        {
            (judged, heldout) = HoldOut(judged, heldout, options, context.Seed);
        }

        // Small tables first: a misspelt row should not cost the reading of a million images.
        WriteTriplets(context, "train", judged.Train);
        WriteTriplets(context, "test", judged.Test);
        WriteTriplets(context, "heldout", heldout.Test);
        context.WriteMatrix("similarity.arrow", [.. judged.Names.Take(judged.Similarity.Rows)], judged.Similarity);
        context.WriteMatrix("heldout_similarity.arrow", [.. heldout.Names.Take(heldout.Similarity.Rows)], heldout.Similarity);
        Dictionary<string, IReadOnlyList<ImageEntry>> lists = ImageSource.Of(data, options).Where(source => !source.IsOfObjects)
            .ToDictionary(source => source.Name, source => source.Read(context.DataRoot, options, FaultList.Throwing));
        var check = new ImageCheck(context, options.MaxBadImages);
        WriteObjects(context, "objects.parquet", judged, check);
        HashSet<string> hidden = [.. WriteObjects(context, "heldout_objects.parquet", heldout, check)];
        Table images = check.Check(lists.GetValueOrDefault("images", []), "images", required: false);
        context.WriteTable("images.parquet", options.HeldoutFolds > 1 ? images.Where(images.Get<string>("sha256"), digest => !hidden.Contains(digest)) : images);
        Table evaluation = check.Check(lists.GetValueOrDefault("evaluation-images", []), "evaluation images", required: data.Levels.Length > 0);
        context.WriteTable("evaluation_images.parquet", evaluation);
        context.WriteTable("responses.parquet", data.Levels.Length > 0
            ? ResponseFile.Read(Path.Combine(context.DataRoot, data.Levels), evaluation.Get<string>("id"), options.Responses(), FaultList.Throwing)
            : ResponseFile.Empty);
        context.WriteTable("bad_images.parquet", check.BadImages());
    }

    private static ObjectSet ReadObjects(
        StageContext context, IngestOptions options, string objects, string train, (string Path, string Filter) test, (string Path, SimilarityLayout Layout) similarity)
    {
        (string[] names, IReadOnlyList<ImageEntry> images) = ObjectTable.Read(context.DataRoot, objects, options, FaultList.Throwing);
        return new ObjectSet(
            names,
            images,
            Triplets(train, options.TrainFilter),
            Triplets(test.Path, test.Filter),
            similarity.Path.Length > 0
                ? SimilarityFile.Read(Path.Combine(context.DataRoot, similarity.Path), names, [.. images.Select(image => image.Path)], similarity.Layout)
                : ObjectSet.Empty.Similarity);

        JudgedTriplets Triplets(string path, string filter) => path.Length > 0
            ? TripletFile.Read(Path.Combine(context.DataRoot, path), names, options.Triplets(filter), FaultList.Throwing).InContentOrder()
            : JudgedTriplets.Empty;
    }

    private static (ObjectSet Judged, ObjectSet Heldout) HoldOut(ObjectSet judged, ObjectSet heldout, IngestOptions options, ulong seed)
    {
        if (heldout.Names.Count > 0)
        {
            throw new StageException(HeldOutTwice);
        }

        int[] order = [.. Enumerable.Range(0, judged.Names.Count)];
        new Pcg32(seed).Shuffle<int>(order);
        bool[] hidden = new bool[order.Length];
        for (int position = 0; position < order.Length; position++)
        {
            hidden[order[position]] = position % options.HeldoutFolds == options.HeldoutFold;
        }

        int[] all = [.. Enumerable.Range(0, order.Length)];
        ObjectSet outside = judged.Select([.. all.Where(index => hidden[index])]);
        return (judged.Select([.. all.Where(index => !hidden[index])]), outside with { Train = JudgedTriplets.Empty });
    }

    private static void WriteTriplets(StageContext context, string split, JudgedTriplets judged)
    {
        context.WriteTable($"{split}_triplets.parquet", TripletTable.From(judged.Triplets));
        context.WriteTable($"{split}_trials.parquet", judged.Trials());
    }

    private static string[] WriteObjects(StageContext context, string output, ObjectSet objects, ImageCheck check)
    {
        Table images = check.Check(objects.Images, "object images", required: true);
        context.WriteTable(output, new Table(
        [
            Column.Of("object", Enumerable.Range(0, objects.Names.Count).ToArray()),
            Column.Of("name", objects.Names.ToArray()),
            Column.Of("category", images.Get<string>("label")),
            .. images.Columns.Where(column => column.Name != "label"),
        ]));
        return images.Get<string>("sha256");
    }
}
