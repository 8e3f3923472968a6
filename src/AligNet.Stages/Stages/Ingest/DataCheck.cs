using System.IO;
using AligNet.Domain;
using AligNet.Onnx;
using AligNet.Stages.Embed;
using AligNet.Stages.IngestBenchmarks;
using AligNet.Stages.Label;
using AligNet.Stages.PrepareStudent;

namespace AligNet.Stages.Ingest;

/// <summary>Reads everything that a profile's [data] names as the stages will, decodes every image, opens teacher and student, and goes on after
/// a fault, so that all of them are known before hours of work.</summary>
/// <remarks>Longer than most files, since it has a line for each thing that a profile can name.</remarks>
/// <param name="data">Where the data lie.</param>
/// <param name="ingest">How they are read.</param>
/// <param name="benchmarks">How sets that are only evaluated on are read.</param>
/// <param name="embed">How the teacher is opened.</param>
/// <param name="label">How published triplets are read.</param>
/// <param name="student">How the student is read.</param>
/// <param name="dataRoot">Folder that relative paths start from.</param>
public sealed class DataCheck(
    DataOptions data, IngestOptions ingest, IngestBenchmarksOptions benchmarks, EmbedOptions embed, LabelOptions label, PrepareStudentOptions student, string dataRoot)
{
    private readonly List<string> _faults = [];
    private readonly List<string> _found = [];
    private readonly List<(string Key, FaultList Faults)> _tolerable = [];
    private int _badImages;
    private IStageProgress _progress = NoProgress.Instance;
    private CancellationToken _cancellation;

    /// <summary>Every fault, each with what it is a fault of; of very many in one file the first hundred, and a line that counts the others.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Number of faults, also of those that share a line.</summary>
    public int FaultCount { get; private set; }

    /// <summary>What was read, a line each, and what cannot be done without what is not named.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>Threads for decoding.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks everything.</summary>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    public void Run(IStageProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        (_progress, _cancellation) = (progress, cancellation);
        CheckObjects("objects", data.Objects,
            [("train_triplets", data.TrainTriplets, ingest.TrainFilter), ("test_triplets", data.TestTriplets, ingest.TestFilter)],
            ("similarity", data.Similarity, ingest.Similarity()));
        CheckObjects("heldout_objects", data.HeldoutObjects,
            [("heldout_triplets", data.HeldoutTriplets, ingest.HeldoutFilter)],
            ("heldout_similarity", data.HeldoutSimilarity, ingest.HeldoutSimilarity()));
        if (data.HeldoutObjects.Length > 0 && ingest.HeldoutFolds > 1)
        {
            AddFaults(IngestStage.HeldOutTwice);
        }

        IReadOnlyList<ImageEntry>? evaluation = null;
        IReadOnlyList<ImageEntry>? large = null;
        foreach (ImageSource source in ImageSource.Of(data, ingest).Where(source => !source.IsOfObjects))
        {
            string key = source.Name.Replace('-', '_');
            IReadOnlyList<ImageEntry>? entries = Read(key, faults => source.Read(dataRoot, ingest, faults));
            (evaluation, large) = source.Name == "images" ? (evaluation, entries) : (entries, large);
            if (entries is not null)
            {
                Decode(key, entries, isOfObjects: false, required: key == "evaluation_images" && data.Levels.Length > 0);
            }
        }

        JudgeImages();
        CheckLevels(evaluation);
        CheckLabels("labelled_triplets", data.LabelledTriplets, large);
        CheckLabels("distillation_triplets", data.DistillationTriplets, large);
        CheckBenchmarks();
        int? teacherWidth = null;
        CheckModel("teacher", data.Teacher, "EmbedObjects and what follows cannot run", path =>
        {
            OnnxEncoderInfo info = TeacherDescription.Of(path, embed, Threads);
            teacherWidth = info.Width;
            return TeacherDescription.InWords(info);
        });
        CheckModel("student", data.Student, "PrepareStudent, Finetune and Evaluate are not in this profile", path => StudentDescription.Of(path, student));
        CheckTransform(teacherWidth);
        if (data.Images.Length == 0)
        {
            _found.Add("images: none named; Cluster, Label and Finetune have nothing to work on.");
        }
    }

    private void CheckObjects(
        string key, string path, (string Key, string Path, string Filter)[] triplets, (string Key, string Path, SimilarityLayout Layout) similarity)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (Read(key, faults => ObjectTable.Read(dataRoot, path, ingest, faults)) is not { Names: { } names } objects)
        {
            AddFaults([.. triplets.Where(file => file.Path.Length > 0).Select(file => file.Key)
                .Concat(similarity.Path.Length > 0 ? [similarity.Key] : Array.Empty<string>()).Select(other => $"data.{other}: not checked, since data.{key} cannot be read.")]);
            return;
        }

        Decode(key, objects.Images, isOfObjects: true, required: true);
        foreach ((string tripletsKey, string file, string filter) in triplets.Where(file => file.Path.Length > 0))
        {
            if (Read(tripletsKey, faults => TripletFile.Read(Full(file), names, ingest.Triplets(filter), faults)) is { } judged)
            {
                Say(tripletsKey, judged);
            }
        }

        if (similarity.Path.Length > 0
            && Read(similarity.Key, _ => SimilarityFile.Read(Full(similarity.Path), names, [.. objects.Images.Select(image => image.Path)], similarity.Layout)) is { } matrix)
        {
            _found.Add($"{similarity.Key}: {matrix.Rows} × {matrix.Rows} similarities.");
        }
    }

    private void Say(string key, JudgedTriplets judged)
    {
        if (judged.Triplets.Count == 0)
        {
            AddFaults($"data.{key}: there is no sound triplet in it, expected at least one.");
            return;
        }

        string people = judged.Participants.Count > 0 ? $", {judged.Participants.Distinct().Count()} participants" : "";
        string times = judged.ResponseTimesMs.Count > 0 ? $", {judged.ResponseTimesMs.Count(time => time is not null)} response times" : "";
        _found.Add($"{key}: {judged.Triplets.Count} triplets{people}{times}.");
    }

    private void Decode(string key, IReadOnlyList<ImageEntry> entries, bool isOfObjects, bool required)
    {
        ImageProbe[] probes = ImageProbe.ReadAll(entries, dataRoot, key, Threads, _progress, _cancellation);
        var decoded = DecodedList.Of(key, entries, isOfObjects, probes);
        _found.Add(decoded.Found);
        _badImages += decoded.Faults.Count;
        if (required)
        {
            AddFaults(key, decoded.Faults);
        }
        else
        {
            _tolerable.Add((key, decoded.Faults));
        }
    }

    /// <summary>Counts the unreadable images of all lists against the one limit, as Ingest does.</summary>
    private void JudgeImages()
    {
        if (_badImages > ingest.MaxBadImages)
        {
            _tolerable.ForEach(list => AddFaults(list.Key, list.Faults));
        }
        else if (_badImages > 0)
        {
            _found.Add($"{_badImages} unreadable images, which ingest.max_bad_images = {ingest.MaxBadImages} allows; they would be left out.");
        }
    }

    private void CheckLevels(IReadOnlyList<ImageEntry>? evaluation)
    {
        if (data.Levels.Length == 0)
        {
            return;
        }

        if (evaluation is null)
        {
            AddFaults("data.levels: not checked, since data.evaluation_images cannot be read.");
        }
        else if (Read("levels", faults => ResponseFile.Read(Full(data.Levels), [.. evaluation.Select(entry => entry.Id)], ingest.Responses(), faults)) is { } responses)
        {
            IEnumerable<string> types = responses.Get<string>("type").GroupBy(type => type).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}");
            _found.Add($"levels: {responses.Rows} responses to {responses.Get<string>("triplet").Distinct().Count()} triplets ({string.Join(", ", types)}).");
        }
    }

    private void CheckBenchmarks()
    {
        Dictionary<string, FaultList> faults = new[] { "ratings", "few_shot", "shift", "clean_images", "robustness", "breeds", "hierarchy_images", "categories", "wordnet" }.ToDictionary(key => key, _ => new FaultList(keep: true));
        var sets = BenchmarkSets.Read(data, benchmarks, dataRoot, key => faults[key]);
        foreach ((string key, FaultList found) in faults)
        {
            AddFaults(key, found);
        }

        if (sets.Images.Count > 0)
        {
            Decode("benchmark images", sets.Images, isOfObjects: false, required: true);
            _found.Add($"benchmarks: {sets.Rated.Count} rated sets, {sets.FewShot.Select(row => row.Set).Distinct().Count()} few-shot sets, {sets.Shift.Select(row => row.Task).Distinct().Count()} shifts, {sets.Clean.Count} clean images of {sets.Clean.Select(row => row.Label).Distinct().Count()} classes.");
            _found.AddRange(sets.Robustness.Select(set =>
                $"robustness: set '{set.Name}' has {set.Images.Count} images of {set.Images.SelectMany(image => image.Labels).Distinct().Count()} classes{(set.LeftOut > 0 ? $", {set.LeftOut} without a right class that the clean images have are left out" : "")}."));
        }

        if (sets.Hierarchy.Count > 0)
        {
            int classes = sets.Hierarchy.Select(row => row.Class).Distinct().Count();
            _found.Add($"hierarchy_images: {sets.Hierarchy.Count} images of {classes} classes, " + (sets.Categories is { } categories
                ? $"{categories.Count} of them in {categories.Values.Distinct().Count()} basic and {categories.Values.Select(category => category.Superordinate).Distinct().Count()} superordinate categories."
                : "whose categories neither categories nor wordnet names; changes by relation are not measured."));
        }
    }

    private void CheckLabels(string key, string path, IReadOnlyList<ImageEntry>? images)
    {
        if (path.Length > 0 && images is null)
        {
            AddFaults($"data.{key}: not checked, since data.images cannot be read.");
        }
        else if (path.Length > 0 && Read(key, _ => (long?)ReleasedLabels.Check(Full(path), [.. images!.Select(image => image.Id)], label, _cancellation)) is { } triplets)
        {
            _found.Add($"{key}: {triplets} triplets.");
        }
    }

    private void CheckTransform(int? teacherWidth)
    {
        if (data.Transform.Length == 0 || Read("transform", _ => (Transform: TransformNpz.Read(Full(data.Transform)), IsRead: true)) is not { IsRead: true } read)
        {
            return;
        }

        if (read.Transform is { } transform && teacherWidth is { } width && transform.Dim != width)
        {
            AddFaults($"data.transform: is for representations of width {transform.Dim}, the teacher's have {width}. Both must come from the same encoder and output.");
        }

        _found.Add($"transform: {(read.Transform is null ? "the identity" : $"of representations of width {read.Transform.Dim}")}.");
    }

    private void CheckModel(string key, string path, string without, Func<string, string> describe)
    {
        if (path.Length == 0)
        {
            _found.Add($"{key}: none named; {without}.");
        }
        else if (Read(key, _ => describe(Full(path))) is { } description)
        {
            _found.Add($"{key}: {description}.");
        }
    }

    /// <summary>Reads something, keeping its faults.</summary>
    /// <returns>What was read, or the default when nothing could be.</returns>
    private T? Read<T>(string key, Func<FaultList, T> read)
    {
        var faults = new FaultList(keep: true);
        T? result = default;
        try
        {
            result = read(faults);
        }
        catch (PipelineException fault)
        {
            faults.Add(fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add(new ArtifactException($"cannot be read: {failure.Message}", failure));
        }

        AddFaults(key, faults);
        return result;
    }

    private void AddFaults(string key, FaultList faults)
    {
        _faults.AddRange(faults.Messages.Select(message => $"data.{key}: {message}"));
        FaultCount += faults.Count;
    }

    private void AddFaults(params IReadOnlyList<string> messages)
    {
        _faults.AddRange(messages);
        FaultCount += messages.Count;
    }

    private string Full(string path) => Path.GetFullPath(Path.Combine(dataRoot, path));
}
