using System.IO;
using AligNet.Domain;
using AligNet.Numerics.Hierarchy;
using AligNet.Stages;
using AligNet.Stages.Ingest;
using AligNet.Stages.IngestBenchmarks;

namespace AligNet.Tests.Stages.IngestBenchmarks;

/// <summary>Sets that test a read-out, in the forms in which ImageNet-A, -R, -V2 and ReaL are published, and BREEDS' tasks, in small.</summary>
public sealed class RobustnessSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RobustnessSetsTests()
    {
        // Four classes with two images each.
        foreach (string id in new[] { "n1", "n2", "n3", "n4" })
        {
            Picture($"train/{id}/{id}_1.JPEG");
            Picture($"train/{id}/{id}_2.JPEG");
        }
    }

    private static DataOptions Data => new() { Source = DataSource.Files, Objects = "o.csv", CleanImages = "train", Robustness = "sets.csv" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FoldersNamedByClass_AreChosenAmongTheirOwnClasses()
    {
        Picture("imagenet-a/n2/x.jpg");
        Picture("imagenet-a/n4/y.jpg");
        Picture("imagenet-a/n9/z.jpg");
        Write("sets.csv", "set,images,among\nimagenet-a,imagenet-a,set\n");

        RobustnessSet set = Read().Robustness.Single();

        Assert.True(set.AmongItsOwn);
        Assert.Equal([["n2"], ["n4"]], set.Images.Select(image => image.Labels));

        // The read-out does not know n9; clean images come first in the list of all.
        Assert.Equal(1, set.LeftOut);
        Assert.Equal([8, 9], set.Images.Select(image => image.Image));
    }

    [Fact]
    public void Read_FoldersNamedByNumber_AreTheClassesInTheirOrder()
    {
        Picture("v2/0/x.jpeg");
        Picture("v2/3/y.jpeg");
        Write("sets.csv", "set,images,labels\nimagenet-v2,v2,numbers\n");

        RobustnessSet set = Read().Robustness.Single();

        Assert.False(set.AmongItsOwn);
        Assert.Equal([["n1"], ["n4"]], set.Images.Select(image => image.Labels));
    }

    [Fact]
    public void Read_ReaLsFile_GivesEveryImageItsClassesInTheOrderOfNames()
    {
        // The list names the images in another order than the file does; of four images one has no label, and one a class that has no clean image.
        foreach (string number in new[] { "3", "1", "4", "2" })
        {
            Picture($"val/ILSVRC2012_val_0000000{number}.JPEG");
        }

        Write("val.csv", "path\nval/ILSVRC2012_val_00000003.JPEG\nval/ILSVRC2012_val_00000001.JPEG\nval/ILSVRC2012_val_00000004.JPEG\nval/ILSVRC2012_val_00000002.JPEG\n");
        Write("real.json", "[[1], [2, 3], [], [4, 0]]");
        Write("classes.txt", "n1 one\nn2 two\nn3 three\nn4 four\nn5 five\n");
        Write("sets.csv", "set,images,labels,classes\nimagenet-real,val.csv,real.json,classes.txt\n");

        BenchmarkSets sets = Read();

        RobustnessSet set = sets.Robustness.Single();
        Assert.Equal(
            [("val/ILSVRC2012_val_00000001.JPEG", "n2"), ("val/ILSVRC2012_val_00000004.JPEG", "n1"), ("val/ILSVRC2012_val_00000002.JPEG", "n3 n4")],
            set.Images.Select(image => (sets.Images[image.Image].Path, string.Join(' ', image.Labels))));
        Assert.Equal(1, set.LeftOut);
        Assert.Equal(["sets.csv", "val.csv", "classes.txt", "real.json"], sets.Tables);
    }

    [Fact]
    public void Read_LabelsOfATable_MayBeSeveral()
    {
        Write("more.csv", "path,label\ntrain/n1/n1_1.JPEG,n1|n3\n");
        Write("sets.csv", "set,images\nmore,more.csv\n");

        BenchmarkSets sets = Read();

        // The image is one of the clean ones, and listed once.
        Assert.Equal(8, sets.Images.Count);
        Assert.Equal(["n1", "n3"], sets.Robustness.Single().Images.Single().Labels);
    }

    [Theory]
    [InlineData("set,images,among\nx,train,some\n", "among is 'some'")]
    [InlineData("set,images,labels\nx,train,words\n", "labels is 'words'")]
    [InlineData("set,images,labels\nx,train,numbers\n", "has the label 'n1', expected the number of a class")]
    [InlineData("set,images,labels\nx,train,real.json\n", "has 2 entries")]
    [InlineData("set,images,labels\nx,two.csv,real.json\n", "names class 9, expected 0 to 3")]
    [InlineData("set,images\nx,strange.csv\n", "no image of set 'x' has a label that data.clean_images has")]
    public void Read_SetThatCannotBeUsed_SaysWhy(string table, string expected)
    {
        Write("real.json", "[[1], [9]]");
        Write("two.csv", "path\ntrain/n1/n1_1.JPEG\ntrain/n1/n1_2.JPEG\n");
        Write("strange.csv", "path,label\ntrain/n1/n1_1.JPEG,cat\n");
        Write("sets.csv", table);

        Assert.Contains(expected, Assert.Throws<ArtifactException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_SetsWithoutCleanImages_AreRefused() => Assert.Equal(
        ["clean_images", "clean_images"], (Data with { CleanImages = "", Breeds = "b" }).Errors().Select(fault => fault.Split(':')[0]));

    [Fact]
    public void Read_BreedsHierarchy_MakesItsTasksOfTheCleanImages()
    {
        WriteHierarchy();

        // Two super-classes of living things at level 5, with four classes each; the others of the hierarchy have too few.
        BenchmarkSets sets = Read(Data with { CleanImages = "breeds-train", Robustness = "", Breeds = "breeds" }, new IngestBenchmarksOptions { BreedsTasks = ["living17"], BreedsSplit = BreedsSplit.Good });

        Assert.Equal(["s1", "s2"], sets.Shift.Select(row => row.Label).Distinct());
        Assert.All(sets.Shift, row => Assert.Equal("living17", row.Task));
        string[] Classes(string label, string role) =>
            [.. sets.Shift.Where(row => row.Label == label && row.Role == role).Select(row => sets.Images[row.Image].Path.Split('/')[1]).Order(StringComparer.Ordinal)];
        Assert.Equal((2, 2), (Classes("s1", "source").Length, Classes("s1", "target").Length));
        Assert.Equal(["c11", "c12", "c13", "c14"], Classes("s1", "source").Concat(Classes("s1", "target")).Order(StringComparer.Ordinal));
        Assert.Equal(["c21", "c22", "c23", "c24"], Classes("s2", "source").Concat(Classes("s2", "target")).Order(StringComparer.Ordinal));
        Assert.Equal(["breeds/class_hierarchy.txt", "breeds/node_names.txt", "breeds/dataset_class_info.json"], sets.Tables);
    }

    [Fact]
    public void Read_BreedsTaskWithoutImagesOfAClass_NamesIt()
    {
        WriteHierarchy();
        Directory.Delete(_folder["breeds-train/c12"], recursive: true);

        string message = Assert.Throws<ArtifactException>(() => Read(Data with { CleanImages = "breeds-train", Robustness = "", Breeds = "breeds" }, new IngestBenchmarksOptions { BreedsTasks = ["living17"] })).Message;

        Assert.Contains("task living17 needs images of 8 classes", message, StringComparison.Ordinal);
        Assert.Contains("'c12' (a kind of 12)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_UnknownBreedsTask_IsNamed() =>
        Assert.Contains("found 'living18'", Assert.Single(new IngestBenchmarksOptions { BreedsTasks = ["living18"] }.Errors()), StringComparison.Ordinal);

    /// <summary>entity, then organism's id, which living17 asks for, then steps down to level 5.</summary>
    private void WriteHierarchy()
    {
        string[] classes = [.. new[] { 1, 2 }.SelectMany(group => Enumerable.Range(1, 4).Select(number => $"c{group}{number}"))];
        Write("breeds/class_hierarchy.txt", "n00001740 n00004258\nn00004258 a\na b\nb d\nd s1\nd s2\n" + string.Concat(classes.Select(id => $"s{id[1]} {id}\n")));
        Write("breeds/node_names.txt", string.Concat(classes.Select(id => $"{id}\ta kind of {id[1..]}\n")));
        Write("breeds/dataset_class_info.json", $"[{string.Join(", ", classes.Select((id, number) => $"[{number}, \"{id}\", \"{id}\"]"))}]");
        foreach (string id in classes)
        {
            Picture($"breeds-train/{id}/1.jpg");
        }
    }

    private BenchmarkSets Read(DataOptions? data = null, IngestBenchmarksOptions? options = null) =>
        BenchmarkSets.Read(data ?? Data, options ?? new IngestBenchmarksOptions(), _folder.Path, _ => FaultList.Throwing);

    // Lists know images by their names; nothing is decoded here.
    private void Picture(string path) => Write(path, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        File.WriteAllText(_folder[path], text);
    }
}
