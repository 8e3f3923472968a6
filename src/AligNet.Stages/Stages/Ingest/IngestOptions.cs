namespace AligNet.Stages.Ingest;

/// <summary>How the files of a profile are read: names of columns, and what numbers count from. Layouts of published data sets: docs/data.md.</summary>
public sealed record IngestOptions : StageOptions
{
    /// <summary>Images that may be unreadable before the run stops; unreadable images of the large set and of the evaluation set are left
    /// out and listed in bad_images.parquet. An object's image must be readable.</summary>
    public int MaxBadImages { get => Read(field); init; }

    /// <summary>Column of the objects' table that holds the image's path.</summary>
    public string ObjectImageColumn { get => Read(field); init; } = "image";

    /// <summary>Path of an object's image made from its name, "object_images/{name}/{name}_01b.jpg", relative to the table; * and ? in
    /// the file name stand for any letters, and exactly one file must fit. Empty: the table has a column of paths.</summary>
    public string ObjectImagePattern { get => Read(field); init; } = "";

    /// <summary>Column of the objects' table that holds the object's name.</summary>
    public string ObjectNameColumn { get => Read(field); init; } = "name";

    /// <summary>Column of the objects' table that holds its category; left empty in the result when the table has no such column.</summary>
    public string ObjectCategoryColumn { get => Read(field); init; } = "category";

    /// <summary>Column of an image table that holds the path.</summary>
    public string ImagePathColumn { get => Read(field); init; } = "path";

    /// <summary>Column of an image table that holds the class label; no labels when the table has no such column.</summary>
    public string ImageLabelColumn { get => Read(field); init; } = "label";

    /// <summary>Column of the evaluation images' table that holds the class label.</summary>
    public string EvaluationLabelColumn { get => Read(field); init; } = "label";

    /// <summary>Columns of a triplet table (CSV, Parquet): the similar pair, then the odd one; with a choice column, the three as shown.</summary>
    public string[] TripletColumns { get => Read(field); init; } = ["similar_1", "similar_2", "odd"];

    /// <summary>Number of the first object in triplet tables: 0, or 1 as in THINGS-data's table. Files without a header always count from 0.</summary>
    public int TripletIndexBase { get => Read(field); init; }

    /// <summary>Column of a triplet table that says which of the three is the odd one; empty: the third column is.</summary>
    public string TripletChoiceColumn { get => Read(field); init; } = "";

    /// <summary>What the choice column calls the first of the three: 1 (THINGS-data) or 0.</summary>
    public int TripletChoiceBase { get => Read(field); init; } = 1;

    /// <summary>Column of a triplet table with the response time, kept in train_trials.parquet and its like; empty: none.</summary>
    public string TripletTimeColumn { get => Read(field); init; } = "";

    /// <summary>Unit of that time.</summary>
    public TimeUnit TripletTimeUnit { get => Read(field); init; }

    /// <summary>Column of a triplet table with the participant, kept beside the time; empty: none.</summary>
    public string TripletParticipantColumn { get => Read(field); init; } = "";

    /// <summary>Rows of the training triplets' table to take, "column=value,value"; empty: all. One table can then hold several splits.</summary>
    public string TrainFilter { get => Read(field); init; } = "";

    /// <summary>Rows of the test triplets' table to take.</summary>
    public string TestFilter { get => Read(field); init; } = "";

    /// <summary>Rows of the held-out triplets' table to take.</summary>
    public string HeldoutFilter { get => Read(field); init; } = "";

    /// <summary>Variable of a .mat file of similarities, fields after dots; empty: the only one whose shape fits.</summary>
    public string SimilarityVariable { get => Read(field); init; } = "";

    /// <summary>auto (by the shape), square, condensed (upper triangle row by row) or embedding (dot products are the similarities).</summary>
    public SimilarityForm SimilarityForm { get => Read(field); init; }

    /// <summary>similarity, or dissimilarity: then the numbers are negated, which keeps their order exactly.</summary>
    public SimilarityKind SimilarityKind { get => Read(field); init; }

    /// <summary>What the rows follow: table (the objects' table), sorted (images' file names by code points, as gLocal reads Peterson, King and Cichy),
    /// natural (file names with numbers as numbers).</summary>
    public ImageOrder SimilarityOrder { get => Read(field); init; }

    /// <summary>As similarity_variable, for the held-out objects.</summary>
    public string HeldoutSimilarityVariable { get => Read(field); init; } = "";

    /// <summary>As similarity_form.</summary>
    public SimilarityForm HeldoutSimilarityForm { get => Read(field); init; }

    /// <summary>As similarity_kind.</summary>
    public SimilarityKind HeldoutSimilarityKind { get => Read(field); init; }

    /// <summary>As similarity_order.</summary>
    public ImageOrder HeldoutSimilarityOrder { get => Read(field); init; }

    /// <summary>Column of the responses' table that names the triplet; empty: triplets are told apart by their images.</summary>
    public string LevelTripletColumn { get => Read(field); init; } = "triplet_id";

    /// <summary>Column with the abstraction level.</summary>
    public string LevelTypeColumn { get => Read(field); init; } = "type";

    /// <summary>Columns with the three images.</summary>
    public string[] LevelImageColumns { get => Read(field); init; } = ["image_1", "image_2", "image_3"];

    /// <summary>Column with the odd one: its position, or its image.</summary>
    public string LevelOddColumn { get => Read(field); init; } = "odd_position";

    /// <summary>What that column calls the first position: 1 or 0.</summary>
    public int LevelOddBase { get => Read(field); init; } = 1;

    /// <summary>Column with the participant.</summary>
    public string LevelParticipantColumn { get => Read(field); init; } = "participant";

    /// <summary>Column with the response time.</summary>
    public string LevelTimeColumn { get => Read(field); init; } = "response_time_ms";

    /// <summary>Unit of that time.</summary>
    public TimeUnit LevelTimeUnit { get => Read(field); init; }

    /// <summary>Rows of the responses' table to take, "column=value,value"; empty: all.</summary>
    public string LevelFilter { get => Read(field); init; } = "";

    /// <summary>Above 1: the judged objects are split into so many folds at random, and one of them is held out, with its images, from
    /// everything that is fitted. Running each fold is an object-wise cross-validation of the whole pipeline.</summary>
    public int HeldoutFolds { get => Read(field); init; }

    /// <summary>The fold that is held out, from 0.</summary>
    public int HeldoutFold { get => Read(field); init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() =>
    [
        .. Check(MaxBadImages >= 0, $"max_bad_images: expected 0 or more, found {MaxBadImages}."),
        .. Check(ObjectImagePattern.Length == 0 || ObjectImagePattern.Contains("{name}", StringComparison.Ordinal),
            $"object_image_pattern: expected a path with {{name}}, like \"object_images/{{name}}/{{name}}_01b.jpg\", found '{ObjectImagePattern}'."),
        .. Check(TripletColumns.Length == 3, $"triplet_columns: expected three names (similar, similar, odd), found {TripletColumns.Length}."),
        .. Check(TripletIndexBase is 0 or 1, $"triplet_index_base: expected 0 or 1, found {TripletIndexBase}."),
        .. Check(TripletChoiceBase is 0 or 1, $"triplet_choice_base: expected 0 or 1, found {TripletChoiceBase}."),
        .. Filter("train_filter", TrainFilter), .. Filter("test_filter", TestFilter), .. Filter("heldout_filter", HeldoutFilter), .. Filter("level_filter", LevelFilter),
        .. Check(LevelImageColumns.Length == 3, $"level_image_columns: expected three names, found {LevelImageColumns.Length}."),
        .. Check(LevelOddBase is 0 or 1, $"level_odd_base: expected 0 or 1, found {LevelOddBase}."),
        .. Check(HeldoutFolds is 0 or > 1, $"heldout_folds: expected 0 (hold out nothing) or at least 2, found {HeldoutFolds}."),
        .. Check(HeldoutFold >= 0 && (HeldoutFold == 0 || HeldoutFold < HeldoutFolds),
            $"heldout_fold: expected 0 to heldout_folds − 1 ({Math.Max(0, HeldoutFolds - 1)}), found {HeldoutFold}."),
    ];

    /// <summary>How a table of triplets is read.</summary>
    /// <param name="filter">The filter of its rows.</param>
    internal TripletLayout Triplets(string filter) => new()
    {
        Columns = TripletColumns, IndexBase = TripletIndexBase, ChoiceColumn = TripletChoiceColumn, ChoiceBase = TripletChoiceBase,
        TimeColumn = TripletTimeColumn, TimeUnit = TripletTimeUnit, ParticipantColumn = TripletParticipantColumn, Filter = filter,
    };

    /// <summary>How the similarities of the judged objects are read.</summary>
    internal SimilarityLayout Similarity() => new() { Variable = SimilarityVariable, Form = SimilarityForm, Kind = SimilarityKind, Order = SimilarityOrder };

    /// <summary>How those of the held-out objects are read.</summary>
    internal SimilarityLayout HeldoutSimilarity() =>
        new() { Variable = HeldoutSimilarityVariable, Form = HeldoutSimilarityForm, Kind = HeldoutSimilarityKind, Order = HeldoutSimilarityOrder };

    /// <summary>How the responses are read.</summary>
    internal ResponseLayout Responses() => new()
    {
        TripletColumn = LevelTripletColumn, TypeColumn = LevelTypeColumn, ImageColumns = LevelImageColumns, OddColumn = LevelOddColumn, OddBase = LevelOddBase,
        ParticipantColumn = LevelParticipantColumn, TimeColumn = LevelTimeColumn, TimeUnit = LevelTimeUnit, Filter = LevelFilter,
    };

    private static IEnumerable<string> Check(bool holds, string error) => holds ? [] : [error];

    private static IEnumerable<string> Filter(string key, string filter) => Check(
        filter.Length == 0 || RowFilter.Parse(filter) is not null, $"{key}: expected \"column=value\" or \"column=value,value\", found '{filter}'.");
}
