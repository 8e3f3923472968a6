using System.IO;
using AligNet.Artifacts;
using AligNet.Artifacts.WordNet;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;
using AligNet.Stages.Ingest;

namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Reads what a profile names for evaluation only: rated sets, few-shot sets, sub-population shifts, images of known classes with the categories
/// of these, clean images and sets that test a read-out of them. An image that several of them show is one image.</summary>
/// <remarks>Longer than most files, since it has a method for each thing that a profile can name.</remarks>
internal sealed class BenchmarkSets
{
    private static readonly string[] Roles = ["source", "target"];
    private readonly string _dataRoot;
    private readonly IngestBenchmarksOptions _options;
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly List<ImageEntry> _images = [];
    private readonly List<string> _tables = [];

    private readonly bool _contents;

    private BenchmarkSets(string dataRoot, IngestBenchmarksOptions options, bool contents) => (_dataRoot, _options, _contents) = (dataRoot, options, contents);

    /// <summary>Every image once.</summary>
    public IReadOnlyList<ImageEntry> Images => _images;

    /// <summary>Tables and matrices that were read, relative to the data root.</summary>
    public IReadOnlyList<string> Tables => _tables;

    /// <summary>Sets with rated similarity.</summary>
    public List<RatedSet> Rated { get; } = [];

    /// <summary>Labelled images: set, row of the image, label.</summary>
    public List<(string Set, int Image, string Label)> FewShot { get; } = [];

    /// <summary>Labelled images of a shift: task, "source" or "target", row of the image, label.</summary>
    public List<(string Task, string Role, int Image, string Label)> Shift { get; } = [];

    /// <summary>Images of known classes: row of the image, class.</summary>
    public List<(int Image, string Class)> Hierarchy { get; } = [];

    /// <summary>Of these classes the categories; those of no category are left out. Null when the profile names none.</summary>
    public IReadOnlyDictionary<string, ClassCategory>? Categories { get; private set; }

    /// <summary>Labelled images that a read-out learns from: row of the image, label.</summary>
    public List<(int Image, string Label)> Clean { get; } = [];

    /// <summary>Sets that this read-out is tested on.</summary>
    public List<RobustnessSet> Robustness { get; } = [];

    /// <summary>Reads everything.</summary>
    /// <param name="data">What the profile names.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="dataRoot">Folder that relative paths start from.</param>
    /// <param name="faults">What becomes of faults, by key of [data].</param>
    /// <param name="contents">Whether rated similarities and categories are read; without them only the files are known, which is all that a fingerprint needs.</param>
    /// <exception cref="PipelineException">The first fault, unless faults are kept.</exception>
    public static BenchmarkSets Read(DataOptions data, IngestBenchmarksOptions options, string dataRoot, Func<string, FaultList> faults, bool contents = true)
    {
        var sets = new BenchmarkSets(dataRoot, options, contents);
        sets.Try(data.Ratings, faults("ratings"), sets.ReadRatings);
        sets.Try(data.FewShot, faults("few_shot"), sets.ReadFewShot);
        sets.Try(data.Shift, faults("shift"), sets.ReadShift);
        sets.Try(data.HierarchyImages, faults("hierarchy_images"), sets.ReadHierarchy);
        sets.Try(data.Categories, faults("categories"), (path, found) => sets.ReadCategories([path], () => ClassCategories.FromTable(sets.Full(path), sets.Classes, found)));
        sets.Try(data.Wordnet, faults("wordnet"), (path, found) => sets.ReadCategories(
            [.. WordNetDatabase.FilesOf(sets.Full(path)).Select(file => ImageList.Relative(dataRoot, file))], () => ClassCategories.FromWordNet(sets.Full(path), sets.Classes, found)));
        sets.Try(data.CleanImages, faults("clean_images"), sets.ReadClean);
        sets.Try(data.Robustness, faults("robustness"), sets.ReadRobustness);
        sets.Try(data.Breeds, faults("breeds"), sets.ReadBreeds);
        return sets;
    }

    private void Try(string path, FaultList faults, Action<string, FaultList> read)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            read(path, faults);
        }
        catch (PipelineException fault)
        {
            faults.Add(fault);
        }
    }

    private void ReadRatings(string path, FaultList faults)
    {
        CsvTable index = Table(path);
        (string[] names, string[] lists, string[] matrices) = (index.Text("set"), index.Text("images"), index.Text("similarity"));
        foreach (int row in BySet(index))
        {
            IReadOnlyList<ImageEntry> images = ImagesOf(path, lists[row], faults);
            string matrix = Beside(path, matrices[row]);
            _tables.Add(matrix);
            int[] rows = [.. images.Select(Row)];
            if (_contents)
            {
                Representations similarity = SimilarityFile.Read(
                    Full(matrix), [.. images.Select(image => image.Id)], [.. images.Select(image => image.Path)], Layout(index, row));
                Rated.Add(new RatedSet(names[row], rows, similarity));
            }
        }
    }

    private void ReadFewShot(string path, FaultList faults)
    {
        CsvTable index = Table(path);
        (string[] names, string[] lists) = (index.Text("set"), index.Text("images"));
        foreach (int row in BySet(index))
        {
            foreach (ImageEntry image in ImagesOf(path, lists[row], faults))
            {
                if (image.Label.Length == 0)
                {
                    faults.Add(new ArtifactException($"{image.Where}: image '{image.Id}' has no label, expected one for every image of a few-shot set."));
                }

                FewShot.Add((names[row], Row(image), image.Label));
            }
        }
    }

    private void ReadHierarchy(string path, FaultList faults)
    {
        if (!Directory.Exists(Full(path)))
        {
            _tables.Add(path);
        }

        ImageEntry[] images =
        [
            .. ImageList.Read(_dataRoot, path, _options.ImagePathColumn, _options.HierarchyLabelColumn, faults)
                .Select(image => image.Offset == 0 ? image with { Id = image.Path } : image).OrderBy(image => image.Label, StringComparer.Ordinal),
        ];
        int taken = Math.Min(images.Length, _options.MostHierarchyImages);
        foreach (ImageEntry image in Enumerable.Range(0, taken).Select(index => images[(int)((long)index * images.Length / taken)]))
        {
            if (image.Label.Length == 0)
            {
                faults.Add(new ArtifactException($"{image.Where}: image '{image.Id}' has no class, expected one for every image (column ingest-benchmarks.hierarchy_label_column = '{_options.HierarchyLabelColumn}', or class folders)."));
            }

            Hierarchy.Add((Row(image), image.Label));
        }
    }

    private void ReadCategories(IReadOnlyList<string> files, Func<IReadOnlyDictionary<string, ClassCategory>> read)
    {
        _tables.AddRange(files);
        if (_contents)
        {
            Categories = read();
        }
    }

    private IReadOnlyList<string> Classes => [.. Hierarchy.Select(row => row.Class).Where(name => name.Length > 0).Distinct()];

    private void ReadShift(string path, FaultList faults)
    {
        CsvTable table = Table(path);
        (string[] paths, string[] tasks, string[] roles, string[] labels) = (table.Text("path"), table.Text("task"), table.Text("role"), table.Text("label"));
        string folder = Path.GetDirectoryName(Full(path))!;
        foreach (int row in ContentOrder.Of(tasks, roles, labels, paths))
        {
            string where = $"{Full(path)}, line {row + 2}";
            if (!Roles.Contains(roles[row]))
            {
                faults.Add(new ArtifactException($"{where}: role is '{roles[row]}', expected source or target."));
                continue;
            }

            string inside = ImageList.Relative(_dataRoot, Path.GetFullPath(Path.Combine(folder, paths[row])));
            Shift.Add((tasks[row], roles[row], Row(new ImageEntry(inside, inside, "", where)), labels[row]));
        }

        foreach (IGrouping<string, (string Task, string Role, int Image, string Label)> task in Shift.GroupBy(row => row.Task))
        {
            string[] known = [.. task.Where(row => row.Role == "source").Select(row => row.Label).Distinct()];
            if (task.FirstOrDefault(row => row.Role == "target" && !known.Contains(row.Label)) is { Label: { } unknown })
            {
                faults.Add(new ArtifactException($"{Full(path)}: task '{task.Key}' tests the label '{unknown}', of which it has no source image to learn from."));
            }
        }
    }

    private void ReadClean(string path, FaultList faults)
    {
        foreach (ImageEntry image in ImagesIn(path, faults))
        {
            if (image.Label.Length == 0)
            {
                faults.Add(new ArtifactException($"{image.Where}: image '{image.Id}' has no label, expected one for every clean image."));
            }

            Clean.Add((Row(image), image.Label));
        }
    }

    private void ReadRobustness(string path, FaultList faults)
    {
        if (Clean.Count == 0)
        {
            faults.Add(new ArtifactException($"{Full(path)}: not checked, since data.clean_images cannot be read."));
            return;
        }

        CsvTable index = Table(path);
        string[] known = [.. Clean.Select(image => image.Label).Distinct().Order(StringComparer.Ordinal)];
        (string[] names, string[] lists) = (index.Text("set"), index.Text("images"));
        foreach (int row in BySet(index))
        {
            string where = $"{Full(path)}, line {row + 2}";
            string among = Cell(index, "among", row);
            if (among is not ("" or "all" or "set"))
            {
                faults.Add(new ArtifactException($"{where}: among is '{among}', expected all (classes of the read-out) or set (those that the set shows)."));
                continue;
            }

            IReadOnlyList<ImageEntry> images = ImagesOf(path, lists[row], faults);
            string classes = Listed(Cell(index, "classes", row)), labels = Cell(index, "labels", row);
            string[][] right = RightClasses.Of(
                where, RightClasses.IsFile(labels) ? Full(Listed(labels)) : labels, images, classes.Length > 0 ? ClassList.Read(Full(classes)) : known);
            (int Image, string[] Labels)[] used =
            [
                .. images.Index().Select(image => (image.Item, Labels: (string[])[.. right[image.Index].Distinct().Where(label => Array.BinarySearch(known, label, StringComparer.Ordinal) >= 0)]))
                    .Where(image => image.Labels.Length > 0).Select(image => (Row(image.Item), image.Labels)),
            ];
            if (used.Length == 0)
            {
                faults.Add(new ArtifactException($"{where}: no image of set '{names[row]}' has a label that data.clean_images has; the read-out knows {string.Join(", ", known.Take(5))}{(known.Length > 5 ? ", …" : "")}."));
            }

            Robustness.Add(new RobustnessSet(names[row], among == "set", used, images.Count - used.Length));
        }

        string Listed(string file)
        {
            string beside = file.Length > 0 ? Beside(path, file) : "";
            if (beside.Length > 0)
            {
                _tables.Add(beside);
            }

            return beside;
        }
    }

    private void ReadBreeds(string path, FaultList faults)
    {
        _tables.AddRange(BreedsHierarchy.Files.Select(file => $"{path}/{file}"));
        var hierarchy = BreedsHierarchy.Read(Full(path));
        ILookup<string, int> images = Clean.ToLookup(image => image.Label, image => image.Image, StringComparer.Ordinal);
        foreach (BreedsTask task in BreedsTask.All.Where(task => _options.BreedsTasks.Contains(task.Name)))
        {
            try
            {
                Shift.AddRange(BreedsShift.Rows(hierarchy, task, _options.BreedsSplit, images));
            }
            catch (PipelineException fault)
            {
                faults.Add(fault);
            }
        }
    }

    /// <summary>The rows of an index of sets, whose order in the file means nothing, by name.</summary>
    private static int[] BySet(CsvTable index) => ContentOrder.Of(index.Text("set"), index.Text("images"));

    private static string Cell(CsvTable table, string column, int row) => table.Has(column) ? table.Text(column)[row] : "";

    private static SimilarityLayout Layout(CsvTable index, int row)
    {
        return new SimilarityLayout
        {
            Variable = index.Has("variable") ? index.Text("variable")[row] : "",
            Kind = Choice("kind", SimilarityKind.Similarity),
            Form = Choice("form", default(SimilarityForm)),
            Order = Choice("order", ImageOrder.Table),
        };

        T Choice<T>(string column, T otherwise)
            where T : struct, Enum
        {
            string text = index.Has(column) ? index.Text(column)[row] : "";
            return text.Length == 0 ? otherwise
                : Enum.TryParse(text, ignoreCase: true, out T choice) && Enum.IsDefined(choice) ? choice
                : throw new ArtifactException($"{index.FilePath}, line {row + 2}: {column} is '{text}', expected one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
        }
    }

    private CsvTable Table(string path)
    {
        _tables.Add(path);
        return CsvTable.Read(Full(path));
    }

    /// <summary>The images of a list that an index names; their identifiers become paths from the data root, so that lists can share images.</summary>
    private IReadOnlyList<ImageEntry> ImagesOf(string index, string list, FaultList faults)
    {
        return ImagesIn(Beside(index, list), faults);
    }

    private IReadOnlyList<ImageEntry> ImagesIn(string source, FaultList faults)
    {
        if (!Directory.Exists(Full(source)))
        {
            _tables.Add(source);
        }

        return [.. ImageList.Read(_dataRoot, source, _options.ImagePathColumn, _options.LabelColumn, faults)
            .Select(image => image.Offset == 0 ? image with { Id = image.Path } : image)];
    }

    private int Row(ImageEntry image)
    {
        string key = $"{image.Path}[{image.Offset}]";
        if (!_rows.TryGetValue(key, out int row))
        {
            _rows.Add(key, row = _images.Count);
            _images.Add(image);
        }

        return row;
    }

    private string Beside(string index, string path) => ImageList.Relative(_dataRoot, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Full(index))!, path)));

    private string Full(string path) => Path.GetFullPath(Path.Combine(_dataRoot, path));
}
