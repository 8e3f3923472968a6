using System.IO;
using AligNet.Domain;
using AligNet.Stages;
using AligNet.Stages.Ingest;
using AligNet.Stages.IngestBenchmarks;

namespace AligNet.Tests.Stages.IngestBenchmarks;

public sealed class ClassCategoriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FromTable_ClassesWithAndWithoutCategory_GivesThoseWith()
    {
        File.WriteAllText(_folder["c.csv"], "superordinate,class,basic\nanimal,tabby,cat\n,wool,\nanimal,husky,dog\n");

        Dictionary<string, ClassCategory> found = ClassCategories.FromTable(_folder["c.csv"], ["wool", "tabby"], FaultList.Throwing);

        Assert.Equal([new("tabby", new ClassCategory("cat", "animal"))], found);
    }

    [Fact]
    public void FromTable_Faults_AreAllNamed()
    {
        File.WriteAllText(_folder["c.csv"], "class,basic,superordinate\ntabby,cat,animal\ntabby,cat,animal\nhusky,dog,\n");
        var faults = new FaultList(keep: true);

        ClassCategories.FromTable(_folder["c.csv"], ["tabby", "husky", "tench"], faults);

        string[] messages = [.. faults.Messages];
        Assert.Equal(3, messages.Length);
        Assert.Contains("line 3, class 'tabby': is named a second time, first in line 2", messages[0], StringComparison.Ordinal);
        Assert.Contains("line 4, class 'husky': has basic 'dog' and superordinate ''", messages[1], StringComparison.Ordinal);
        Assert.Contains("has no row for the class 'tench'", messages[2], StringComparison.Ordinal);
    }

    [Fact]
    public void FromWordNet_IdsSensesAndWords_GivesCategories()
    {
        string folder = Installed();

        Dictionary<string, ClassCategory> found = ClassCategories.FromWordNet(folder, ["n02123045", "wool.n.01", "jeep, landrover", "acoustic guitar"], FaultList.Throwing);

        Assert.Equal(
            [new("n02123045", new ClassCategory("cat", "animal")), new("jeep, landrover", new ClassCategory("car", "vehicle")), new("acoustic guitar", new ClassCategory("guitar", "musical instrument"))],
            found);
    }

    [Fact]
    public void FromWordNet_ClassesItDoesNotKnow_AreAllNamed()
    {
        string folder = Installed();
        var faults = new FaultList(keep: true);

        ClassCategories.FromWordNet(folder, ["n00000001", "dakmu3", "n02123045"], faults);

        Assert.Equal(2, faults.Count);
        Assert.All(faults.Messages.Zip(["n00000001", "dakmu3"]), pair => Assert.Contains($"'{pair.Second}'", pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_HierarchyImagesWithCategories_TakesThemEvenlyOverClasses()
    {
        Directory.CreateDirectory(_folder["images"]);
        string[] classes = ["b", "a", "c"];
        string[] paths = [.. Enumerable.Range(0, 12).Select(image => $"images/{image}.png")];
        Array.ForEach(paths, path => File.WriteAllText(_folder[path], path));
        File.WriteAllText(_folder["list.csv"], "path,kind\n" + string.Concat(paths.Select((path, image) => $"{path},{classes[image % 3]}\n")));
        File.WriteAllText(_folder["c.csv"], "class,basic,superordinate\na,x,y\nb,x,y\nc,,\n");
        var options = new IngestBenchmarksOptions { HierarchyLabelColumn = "kind", MostHierarchyImages = 6 };
        DataOptions data = new() { Source = DataSource.Files, Objects = "o.csv", HierarchyImages = "list.csv", Categories = "c.csv" };

        BenchmarkSets sets = BenchmarkSets.Read(data, options, _folder.Path, _ => FaultList.Throwing);

        Assert.Equal(["a", "a", "b", "b", "c", "c"], sets.Hierarchy.Select(row => row.Class));
        Assert.Equal(["images/1.png", "images/7.png", "images/0.png", "images/6.png", "images/2.png", "images/8.png"], sets.Hierarchy.Select(row => sets.Images[row.Image].Path));
        Assert.Equal(["a", "b"], sets.Categories!.Keys.Order());
        Assert.Equal(["list.csv", "c.csv"], sets.Tables);

        // The files alone say what a fingerprint needs.
        Assert.Null(BenchmarkSets.Read(data, options, _folder.Path, _ => FaultList.Throwing, contents: false).Categories);
    }

    [Fact]
    public void Read_ImagesWithoutClass_AreNamed()
    {
        File.WriteAllText(_folder["a.png"], "a");
        File.WriteAllText(_folder["list.csv"], "path\na.png\n");
        DataOptions data = new() { Source = DataSource.Files, Objects = "o.csv", HierarchyImages = "list.csv" };

        string message = Assert.Throws<ArtifactException>(() => BenchmarkSets.Read(data, new IngestBenchmarksOptions(), _folder.Path, _ => FaultList.Throwing)).Message;

        Assert.Contains("'a.png' has no class", message, StringComparison.Ordinal);
        Assert.Contains("line 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_CategoriesWithoutImagesOrTwice_AreRefused()
    {
        DataOptions data = new() { Source = DataSource.Files, Objects = "o.csv", Categories = "c.csv" };
        Assert.Equal(["hierarchy_images"], data.Errors().Select(error => error.Split(':')[0]));
        Assert.Equal(["categories"], (data with { HierarchyImages = "h.csv", Wordnet = "w" }).Errors().Select(error => error.Split(':')[0]));
    }

    private static string Installed()
    {
        string[] folders = [Path.Combine(Environment.GetEnvironmentVariable("WNHOME") ?? "/usr/share/wordnet", "dict"), Environment.GetEnvironmentVariable("WNHOME") ?? "/usr/share/wordnet"];
        string? found = folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "data.noun")));
        Assert.SkipWhen(found is null, "There is no WordNet database here; Debian's package wordnet-base has it.");
        return found!;
    }
}
