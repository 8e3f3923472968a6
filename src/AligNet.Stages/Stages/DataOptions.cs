namespace AligNet.Stages;

/// <summary>Names every file that a profile brings. Relative paths start from <see cref="Root"/>; nothing here enters a fingerprint,
/// since the content of the files does. Layouts: docs/data.md.</summary>
public sealed record DataOptions : StageOptions
{
    /// <summary>Made by the pipeline, or read from files.</summary>
    public DataSource Source { get; init; } = DataSource.Simulated;

    /// <summary>Folder that the other paths start from; itself relative to the profile's file.</summary>
    public string Root { get; init; } = ".";

    /// <summary>Table of the judged objects, one image each: CSV or TSV with a header; or a folder with an image an object.</summary>
    public string Objects { get; init; } = "";

    /// <summary>Human odd-one-out triplets to learn from: .txt, .npy, .csv or .parquet; empty: none.</summary>
    public string TrainTriplets { get; init; } = "";

    /// <summary>Human odd-one-out triplets of the same objects that are only evaluated on.</summary>
    public string TestTriplets { get; init; } = "";

    /// <summary>Human similarity of the objects, .npy, .csv or .mat: a square or condensed matrix, or an embedding whose dot products they are.</summary>
    public string Similarity { get; init; } = "";

    /// <summary>Table of objects that no fit may touch, as <see cref="Objects"/>; empty: none.</summary>
    public string HeldoutObjects { get; init; } = "";

    /// <summary>Human odd-one-out triplets of the held-out objects.</summary>
    public string HeldoutTriplets { get; init; } = "";

    /// <summary>Human similarity of the held-out objects, as <see cref="Similarity"/>.</summary>
    public string HeldoutSimilarity { get; init; } = "";

    /// <summary>The large unlabelled image set: a CSV with paths, a folder, a folder of class folders, or a tar, also of one tar a class, which is
    /// read in place; empty: none.</summary>
    public string Images { get; init; } = "";

    /// <summary>Images with labels for evaluation, as <see cref="Images"/>; empty: none.</summary>
    public string EvaluationImages { get; init; } = "";

    /// <summary>Responses to triplets of evaluation images by abstraction level, one row a response; empty: none.</summary>
    public string Levels { get; init; } = "";

    /// <summary>Sets of images whose similarity people have rated, CSV: set, images (a list as <see cref="Images"/>), similarity (a matrix as
    /// <see cref="Similarity"/>), and if need be kind, form, order, variable; paths relative to the table; empty: none.</summary>
    public string Ratings { get; init; } = "";

    /// <summary>Labelled sets for few-shot classification, CSV: set, images; paths relative to the table; empty: none.</summary>
    public string FewShot { get; init; } = "";

    /// <summary>A sub-population shift, CSV: path (relative to the table), task, role (source or target), label; empty: none.</summary>
    public string Shift { get; init; } = "";

    /// <summary>Images of known classes whose arrangement is compared with the classes' hierarchy, as <see cref="Images"/>; empty: none.</summary>
    public string HierarchyImages { get; init; } = "";

    /// <summary>Categories of these classes, CSV: class, basic, superordinate; empty: none.</summary>
    public string Categories { get; init; } = "";

    /// <summary>Folder of a WordNet database (data.noun, index.noun, cntlist.rev or index.sense) that the categories follow from, where classes are
    /// named by its ids or words; empty: none.</summary>
    public string Wordnet { get; init; } = "";

    /// <summary>Labelled images from which a linear read-out learns its classes, as <see cref="Images"/>; some are held back and tested, clean and
    /// corrupted; empty: none.</summary>
    public string CleanImages { get; init; } = "";

    /// <summary>Sets that the read-out of the clean images is tested on, CSV: set, images, and if need be labels, among, classes; paths relative to the
    /// table; empty: none.</summary>
    public string Robustness { get; init; } = "";

    /// <summary>BREEDS' published class hierarchy, a folder: its tasks are made of the clean images, whose labels are its classes; empty: none.</summary>
    public string Breeds { get; init; } = "";

    /// <summary>The teacher: an image encoder in ONNX.</summary>
    public string Teacher { get; init; } = "";

    /// <summary>The student's pretrained checkpoint: .safetensors, .safetensors.index.json with its shards, .npz, or a folder with one of these.</summary>
    public string Student { get; init; } = "";

    /// <summary>Published triplets that replace SampleTriplets and Label, .npz as AligNet's authors released them; empty: none.</summary>
    public string LabelledTriplets { get; init; } = "";

    /// <summary>Published triplets of the unaligned teacher, which replace LabelDistillation's; empty: none.</summary>
    public string DistillationTriplets { get; init; } = "";

    /// <summary>A published transform of the teacher's representations that replaces UdFit's, .npz as gLocal keeps them; empty: none.</summary>
    public string Transform { get; init; } = "";

    /// <summary>What labels the triplets that the student is fine-tuned on: the teacher, or people directly (METHOD 8: ablations).</summary>
    public LabelSource LabelSource { get; init; } = LabelSource.Teacher;

    /// <summary>Whether the setting Distillation is run, which is a fine-tuning of its own. Ablations that do not ask for it leave it out.</summary>
    public bool Distillation { get; init; } = true;

    /// <summary>Whether there are sets that are only evaluated on.</summary>
    public bool HasBenchmarks => Ratings.Length > 0 || FewShot.Length > 0 || HasShift || HasRobustness || HierarchyImages.Length > 0;

    /// <summary>Whether there is a shift of sub-populations.</summary>
    public bool HasShift => Shift.Length > 0 || Breeds.Length > 0;

    /// <summary>Whether there are images that the read-out of robustness learns from.</summary>
    public bool HasRobustness => CleanImages.Length > 0;

    /// <summary>Where the simulated study puts its files, inside its own artifact.</summary>
    public static DataOptions OfSimulatedStudy { get; } = new()
    {
        Source = DataSource.Simulated,
        Objects = "objects.csv",
        TrainTriplets = "triplets_train.txt",
        TestTriplets = "triplets_test.txt",
        HeldoutObjects = "heldout_objects.csv",
        HeldoutTriplets = "heldout_triplets.txt",
        HeldoutSimilarity = "heldout_rsm.npy",
        Images = "images.csv",
        EvaluationImages = "levels_images.csv",
        Levels = "levels.csv",
        Ratings = "ratings.csv",
        FewShot = "few_shot.csv",
        Shift = "shift.csv",
        HierarchyImages = "levels_images.csv",
        Categories = "categories.csv",
        CleanImages = "clean.csv",
        Robustness = "robustness.csv",
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (Source == DataSource.Files && Objects.Length == 0)
        {
            yield return "objects: name the table of objects (CSV) when source = \"files\", found nothing.";
        }

        if (HeldoutObjects.Length == 0 && (HeldoutTriplets.Length > 0 || HeldoutSimilarity.Length > 0))
        {
            yield return "heldout_objects: name the table that heldout_triplets and heldout_similarity speak of, found nothing.";
        }

        foreach ((string key, string path) in new[] { ("labelled_triplets", LabelledTriplets), ("distillation_triplets", DistillationTriplets), ("transform", Transform) })
        {
            if (Source == DataSource.Simulated && path.Length > 0)
            {
                yield return $"{key}: is read when source = \"files\"; the simulated study makes its own, found '{path}'.";
            }
        }

        if (LabelSource != LabelSource.Teacher && LabelledTriplets.Length > 0)
        {
            yield return $"label_source: published labelled_triplets take the place of labels, so nothing else can be their source; leave one of the two out, found '{LabelledTriplets}'.";
        }

        if (LabelSource != LabelSource.Teacher && Source == DataSource.Files && TrainTriplets.Length == 0)
        {
            yield return "label_source: people's answers to train_triplets are to be fine-tuned on; name the file in train_triplets, found nothing.";
        }

        if (Source == DataSource.Files && Images.Length == 0 && (LabelledTriplets.Length > 0 || DistillationTriplets.Length > 0))
        {
            yield return "images: name the image set that labelled_triplets and distillation_triplets speak of, found nothing.";
        }

        if (Source == DataSource.Files && Teacher.Length == 0 && Transform.Length > 0)
        {
            yield return "teacher: name the encoder that transform was made for, found nothing.";
        }

        foreach ((string key, string path) in new[] { ("robustness", Robustness), ("breeds", Breeds) })
        {
            if (CleanImages.Length == 0 && path.Length > 0)
            {
                yield return $"clean_images: name the labelled images that the read-out of {key} learns from, found nothing.";
            }
        }

        if (EvaluationImages.Length == 0 && Levels.Length > 0)
        {
            yield return "evaluation_images: name the images that levels speaks of, found nothing.";
        }

        if (HierarchyImages.Length == 0 && (Categories.Length > 0 || Wordnet.Length > 0))
        {
            yield return "hierarchy_images: name the images whose classes categories or wordnet speaks of, found nothing.";
        }

        if (Categories.Length > 0 && Wordnet.Length > 0)
        {
            yield return $"categories: the categories come from one place, found '{Categories}' and wordnet = '{Wordnet}'; name one of them.";
        }
    }
}
