namespace AligNet.Stages.Ingest;

/// <summary>How the files of a profile are read.</summary>
public sealed record IngestOptions : IStageOptions
{
    /// <summary>Images that may be unreadable before the run stops; unreadable images of the large set and of the evaluation set are left
    /// out and listed in bad_images.parquet. An object's image must be readable.</summary>
    public int MaxBadImages { get; init; }

    /// <summary>Column of the objects' table that holds the image's path.</summary>
    public string ObjectImageColumn { get; init; } = "image";

    /// <summary>Column of the objects' table that holds the object's name.</summary>
    public string ObjectNameColumn { get; init; } = "name";

    /// <summary>Column of the objects' table that holds its category; left empty in the result when the table has no such column.</summary>
    public string ObjectCategoryColumn { get; init; } = "category";

    /// <summary>Column of an image table that holds the path.</summary>
    public string ImagePathColumn { get; init; } = "path";

    /// <summary>Column of an image table that holds the class label; no labels when the table has no such column.</summary>
    public string ImageLabelColumn { get; init; } = "label";

    /// <summary>Column of the evaluation images' table that holds the class label.</summary>
    public string EvaluationLabelColumn { get; init; } = "label";

    /// <summary>Columns of a triplet table (CSV, Parquet): the similar pair, then the odd one.</summary>
    public string[] TripletColumns { get; init; } = ["similar_1", "similar_2", "odd"];

    /// <summary>Above 1: the judged objects are split into so many folds at random, and one of them is held out, with its images, from
    /// everything that is fitted. Running each fold is an object-wise cross-validation of the whole pipeline.</summary>
    public int HeldoutFolds { get; init; }

    /// <summary>The fold that is held out, from 0.</summary>
    public int HeldoutFold { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (HeldoutFolds < 0 || HeldoutFolds == 1)
        {
            yield return $"heldout_folds: expected 0 (hold out nothing) or at least 2, found {HeldoutFolds}.";
        }

        if (HeldoutFold < 0 || (HeldoutFold > 0 && HeldoutFold >= HeldoutFolds))
        {
            yield return $"heldout_fold: expected 0 to heldout_folds − 1 ({Math.Max(0, HeldoutFolds - 1)}), found {HeldoutFold}.";
        }

        if (MaxBadImages < 0)
        {
            yield return $"max_bad_images: expected 0 or more, found {MaxBadImages}.";
        }

        if (TripletColumns.Length != 3)
        {
            yield return $"triplet_columns: expected three names (similar, similar, odd), found {TripletColumns.Length}.";
        }
    }
}
