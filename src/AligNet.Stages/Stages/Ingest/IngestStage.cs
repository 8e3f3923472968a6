using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Ingest;

/// <summary>Reads what a profile names into tables of one form, checked: nothing downstream meets a raw file but the images themselves.</summary>
public sealed class IngestStage : Stage<IngestOptions>, IReadsSources
{
    /// <inheritdoc/>
    public override string Name => "ingest";

    /// <inheritdoc/>
    public override bool UsesSeed => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs =>
    [
        "objects.parquet", "heldout_objects.parquet", "images.parquet", "evaluation_images.parquet",
        "train_triplets.parquet", "test_triplets.parquet", "heldout_triplets.parquet",
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

        foreach ((string name, IReadOnlyList<ImageEntry> entries) in Lists(data, ingest, dataRoot))
        {
            inputs.Add(new SourceInput(name + "-files", [.. entries.Select(entry => (entry.Path, Full(entry.Path))).DistinctBy(file => file.Path)], IsSet: true));
        }

        return inputs;

        string Full(string path) => Path.GetFullPath(Path.Combine(dataRoot, path));
    }

    /// <inheritdoc/>
    protected override void Run(StageContext context, IngestOptions options)
    {
        DataOptions data = context.Data;
        Dictionary<string, IReadOnlyList<ImageEntry>> lists = Lists(data, options, context.DataRoot).ToDictionary(list => list.Name, list => list.Entries);
        ObjectSet judged = ReadObjects(context, options, data.Objects, lists["objects"], data.TrainTriplets, data.TestTriplets, data.Similarity);
        ObjectSet heldout = data.HeldoutObjects.Length > 0
            ? ReadObjects(context, options, data.HeldoutObjects, lists["heldout-objects"], "", data.HeldoutTriplets, data.HeldoutSimilarity)
            : ObjectSet.Empty;
        if (options.HeldoutFolds > 1)
        {
            (judged, heldout) = HoldOut(judged, heldout, options, context.Seed);
        }

        // Small tables first: a misspelt row should not cost the reading of a million images.
        context.WriteTable("train_triplets.parquet", TripletTable.From(judged.Train));
        context.WriteTable("test_triplets.parquet", TripletTable.From(judged.Test));
        context.WriteTable("heldout_triplets.parquet", TripletTable.From(heldout.Test));
        context.WriteMatrix("similarity.arrow", [.. judged.Names.Take(judged.Similarity.Rows)], judged.Similarity);
        context.WriteMatrix("heldout_similarity.arrow", [.. heldout.Names.Take(heldout.Similarity.Rows)], heldout.Similarity);
        var check = new ImageCheck(context, options.MaxBadImages);
        WriteObjects(context, "objects.parquet", judged, check);
        HashSet<string> hidden = [.. WriteObjects(context, "heldout_objects.parquet", heldout, check)];
        Table images = check.Check(lists.GetValueOrDefault("images", []), "images", required: false);
        context.WriteTable("images.parquet", options.HeldoutFolds > 1 ? images.Where(images.Get<string>("sha256"), digest => !hidden.Contains(digest)) : images);
        Table evaluation = check.Check(lists.GetValueOrDefault("evaluation-images", []), "evaluation images", required: data.Levels.Length > 0);
        context.WriteTable("evaluation_images.parquet", evaluation);
        context.WriteTable("responses.parquet", data.Levels.Length > 0
            ? ResponseFile.Read(Path.Combine(context.DataRoot, data.Levels), evaluation.Get<string>("id"))
            : ResponseFile.Empty);
        context.WriteTable("bad_images.parquet", check.BadImages());
    }

    private static IEnumerable<(string Name, IReadOnlyList<ImageEntry> Entries)> Lists(DataOptions data, IngestOptions options, string dataRoot)
    {
        yield return ("objects", ImageList.Read(dataRoot, data.Objects, options.ObjectImageColumn, options.ObjectCategoryColumn, mayRepeat: true));
        if (data.HeldoutObjects.Length > 0)
        {
            yield return ("heldout-objects", ImageList.Read(dataRoot, data.HeldoutObjects, options.ObjectImageColumn, options.ObjectCategoryColumn, mayRepeat: true));
        }

        if (data.Images.Length > 0)
        {
            yield return ("images", ImageList.Read(dataRoot, data.Images, options.ImagePathColumn, options.ImageLabelColumn));
        }

        if (data.EvaluationImages.Length > 0)
        {
            yield return ("evaluation-images", ImageList.Read(dataRoot, data.EvaluationImages, options.ImagePathColumn, options.EvaluationLabelColumn));
        }
    }

    private static ObjectSet ReadObjects(
        StageContext context, IngestOptions options, string objects, IReadOnlyList<ImageEntry> images, string train, string test, string similarity)
    {
        CsvTable table = CsvTable.Read(Path.Combine(context.DataRoot, objects));
        string[] names = table.Has(options.ObjectNameColumn) ? table.Text(options.ObjectNameColumn) : [.. Enumerable.Range(0, table.Rows).Select(row => row.ToString())];
        return new ObjectSet(
            names,
            images,
            train.Length > 0 ? TripletFile.Read(Path.Combine(context.DataRoot, train), names, options.TripletColumns) : [],
            test.Length > 0 ? TripletFile.Read(Path.Combine(context.DataRoot, test), names, options.TripletColumns) : [],
            similarity.Length > 0 ? SimilarityFile.Read(Path.Combine(context.DataRoot, similarity), names.Length) : ObjectSet.Empty.Similarity);
    }

    private static (ObjectSet Judged, ObjectSet Heldout) HoldOut(ObjectSet judged, ObjectSet heldout, IngestOptions options, ulong seed)
    {
        if (heldout.Names.Count > 0)
        {
            throw new StageException(
                "ingest: data.heldout_objects names held-out objects and ingest.heldout_folds asks to split off a fold too; use one of them.");
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
        return (judged.Select([.. all.Where(index => !hidden[index])]), outside with { Train = [] });
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
