using System.Formats.Tar;
using System.IO;
using System.Text.RegularExpressions;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Mutation.Seeds;
using AligNet.Pipeline;
using AligNet.Stages.Simulate;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>The layouts of docs/data.md in small, read with the very lines that it prints.</summary>
public sealed class DocumentedLayoutsTests : IDisposable
{
    private static readonly string[] Objects = ["aardvark", "abacus", "accordion", "acorn"];
    private readonly string _root = Directory.CreateTempSubdirectory("alignet-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Things_ObjectsImagesTriplets_AreFound()
    {
        WriteThings();
        Write("things/trainset.txt", "0 1 2\n3 1 0\n");
        Write("things/validationset.txt", "0 3 2\n");

        Assert.Equal(
            ["objects: 4 objects, 1 categories, 8 to 8 px.", "train_triplets: 2 triplets.", "test_triplets: 1 triplets."], Check("### THINGS: objects").Take(3));
    }

    [Fact]
    public void ThingsData_TableOfTrials_IsSplitByNoiseCeiling()
    {
        WriteThings();
        Write("things/triplets_large_final_correctednc_correctedorder.csv",
            "image1\timage2\timage3\tchoice\tRT\tnoise_ceiling\tsubject_id\tHIT_nr\ttrial_nr\tage\tgender\tdate\ttime\tdataset\n"
            + "1\t2\t3\t1\t900\t0\tA\t1\t1\t33\tmale\t2018-01-01\t10:00:00\t1\n4\t2\t3\t2\t900\t0\tB\t1\t1\t33\tmale\t2018-01-01\t10:00:00\t1\n"
            + "1\t2\t4\t3\t900\t3\tA\t1\t1\t33\tmale\t2018-01-01\t10:00:00\t1\n");

        string[] things = [.. Block("### THINGS: objects").Where(line => line.StartsWith("object", StringComparison.Ordinal))];
        IReadOnlyList<string> found = Check(
            [.. Block("### THINGS-data").SelectMany(line => line == "[data]" ? [line, things[0]] : line == "[ingest]" ? [line, .. things[1..]] : new[] { line })]);

        Assert.Contains("train_triplets: 2 triplets, 2 participants, 2 response times.", found);
        Assert.Contains("test_triplets: 1 triplets, 1 participants, 1 response times.", found);
    }

    [Theory]
    [InlineData("imagenet/train", "images: 4 images, 2 classes, 8 to 8 px.")]
    [InlineData("imagenet/ILSVRC2012_img_train.tar", "images: 4 images, 2 classes, 8 to 8 px.")]
    [InlineData("imagenet/ILSVRC2012_img_val.tar", "images: 2 images, 0 classes, 8 to 8 px.")]
    public void ImageNet_EveryForm_IsRead(string path, string expected)
    {
        Assert.Contains(path, File.ReadAllText(DataPage), StringComparison.Ordinal);
        WriteThings();
        using (var outer = new TarWriter(File.Create(Make("imagenet/ILSVRC2012_img_train.tar"))))
        using (var validation = new TarWriter(File.Create(Make("imagenet/ILSVRC2012_img_val.tar"))))
        {
            for (int index = 0; index < 2; index++)
            {
                string wnid = $"n0144076{index}";
                using (var inner = new TarWriter(File.Create(Make($"{wnid}.tar"))))
                {
                    for (int image = 0; image < 2; image++)
                    {
                        string name = $"{wnid}_{image}.JPEG";
                        Picture($"imagenet/train/{wnid}/{name}", (index * 2) + image);
                        inner.WriteEntry(Path.Combine(_root, "imagenet", "train", wnid, name), name);
                    }
                }

                outer.WriteEntry(Path.Combine(_root, $"{wnid}.tar"), $"{wnid}.tar");
                validation.WriteEntry(Path.Combine(_root, "imagenet", "train", wnid, $"{wnid}_0.JPEG"), $"ILSVRC2012_val_0000000{index}.JPEG");
            }
        }

        Assert.Contains(expected, Check(["[data]", "objects = \"things/objects.csv\"", $"images = \"{path}\""]));
    }

    [Fact]
    public void TestSetsOfImageNet_AsPublished_AreReadWithTheirLabels()
    {
        WriteThings();
        for (int label = 0; label < 3; label++)
        {
            Picture($"imagenet/train/n0144076{label}/a.JPEG", label);
            Picture($"imagenet/train/n0144076{label}/b.JPEG", label);
        }

        Picture("imagenet-a/n01440761/x.jpg", 1);
        Picture("imagenet-r/n01440760/x.jpg", 0);
        Picture("imagenet-r/n01440762/y.jpg", 2);
        Picture("imagenetv2-matched-frequency-format-val/2/x.jpeg", 2);
        using (var validation = new TarWriter(File.Create(Make("imagenet/ILSVRC2012_img_val.tar"))))
        {
            foreach (string name in new[] { "ILSVRC2012_val_00000001.JPEG", "ILSVRC2012_val_00000002.JPEG", "ILSVRC2012_val_00000003.JPEG" })
            {
                Picture(name, 1);
                validation.WriteEntry(Path.Combine(_root, name), name);
            }
        }

        Write("real.json", "[[0, 2], [], [1]]");
        string page = File.ReadAllText(DataPage).ReplaceLineEndings("\n");
        string table = page[page.IndexOf("    set,images,labels,among\n", StringComparison.Ordinal)..];
        Write("robustness.csv", string.Concat(table[..table.IndexOf("```", StringComparison.Ordinal)].Split('\n').Select(line => line.Trim() + "\n")).TrimEnd() + "\n");

        IReadOnlyList<string> found = Check([.. Block("### ImageNet-A").SelectMany(line => line == "[data]" ? new[] { line, "objects = \"things/objects.csv\"" } : [line])]);

        Assert.Contains("robustness: set 'imagenet-a' has 1 images of 1 classes.", found);
        Assert.Contains("robustness: set 'imagenet-r' has 2 images of 2 classes.", found);
        Assert.Contains("robustness: set 'imagenet-v2' has 1 images of 1 classes.", found);
        Assert.Contains("robustness: set 'imagenet-real' has 2 images of 3 classes, 1 without a right class that the clean images have are left out.", found);
    }

    [Fact]
    public void Breeds_PublishedHierarchy_GivesItsTasks()
    {
        WriteThings();
        string[] classes = [.. Enumerable.Range(0, 4).Select(number => $"n0144076{number}")];
        foreach (string id in classes)
        {
            Picture($"imagenet/train/{id}/a.JPEG", 1);
        }

        Write("breeds/modified/class_hierarchy.txt", "n00001740 n00004258\nn00004258 a\na b\nb d\nd fish\n" + string.Concat(classes.Select(id => $"fish {id}\n")));
        Write("breeds/modified/node_names.txt", "fish\ta fish\n");
        Write("breeds/modified/dataset_class_info.json", $"[{string.Join(", ", classes.Select((id, number) => $"[{number}, \"{id}\", \"name\"]"))}]");

        IReadOnlyList<string> found = Check(
            [.. Block("### BREEDS").SelectMany(line => line == "[data]" ? new[] { line, "objects = \"things/objects.csv\"" } : [line]), "[ingest-benchmarks]", "breeds_tasks = [\"living17\"]"]);

        Assert.Contains("benchmarks: 0 rated sets, 0 few-shot sets, 1 shifts, 4 clean images of 4 classes.", found);
    }

    [Fact]
    public void Peterson_SquareMatrix_IsRead()
    {
        Pictures("peterson/various/images", 3, "png");
        var mat = new MatBuilder(bigEndian: false);
        WriteBytes("peterson/various/sim_judgements/simMatrix.mat", mat.File(mat.Compressed(mat.Matrix("simMatrix", MatBuilder.Double, 2, [3, 3], [10, 1, 2, 1, 10, 3, 2, 3, 10]))));

        Assert.Equal(["objects: 3 objects, 0 categories, 8 to 8 px.", "similarity: 3 × 3 similarities."], Check("### Peterson").Take(2));
    }

    [Fact]
    public void King_FieldOfAStructure_IsAveragedOverParticipants()
    {
        Pictures("king/images/set1", 4, "jpg");
        var mat = new MatBuilder(bigEndian: false);
        byte[] Set() => mat.Structure("", ("pairwisedistances", mat.Matrix("", MatBuilder.Double, 9, [2, 6], mat.Doubles([.. Enumerable.Range(1, 12).Select(value => (double)value)]))));
        WriteBytes("king/sim_judgements/BEHAVIOR.mat", mat.File(mat.Compressed(mat.Structure("BEHAVIOR", ("set1", Set()), ("set2", Set())))));

        Assert.Contains("similarity: 4 × 4 similarities.", Check("### King"));
    }

    [Fact]
    public void Cichy_StackOfMatrices_IsAveragedOverParticipants()
    {
        Pictures("cichy/images", 2, "jpg");
        var mat = new MatBuilder(bigEndian: true);
        WriteBytes("cichy/sim_judgements/judgments_general.mat", mat.File(mat.Matrix("judgments", MatBuilder.Double, 9, [3, 2, 2], mat.Doubles(0, 0, 0, 1, 2, 3, 1, 2, 3, 0, 0, 0))));

        Assert.Contains("similarity: 2 × 2 similarities.", Check("### Cichy"));
    }

    [Fact]
    public void Levels_ReleasedFields_AreMapped()
    {
        WriteThings();
        for (int image = 0; image < 3; image++)
        {
            Picture($"levels/images/n0{image}/n0{image}_7.JPEG", image);
        }

        Write("levels/responses.csv",
            "subject_id,exp_trial_type,image1Path,image2Path,image3Path,selected_image,rt,triplet_type\n"
            + "s_1,exp_trial,n00_7.JPEG,n01_7.JPEG,n02_7.JPEG,n01_7.JPEG,1500,between_class\ns_2,exp_trial,n02_7.JPEG,n01_7.JPEG,n00_7.JPEG,n01_7.JPEG,1500,between_class\n"
            + "s_2,catch_trial,x,y,z,x,1,class_border\n");

        Assert.Contains(
            "levels: 2 responses to 1 triplets (coarse-grained semantic 2).",
            Check([.. Block("### Levels").SelectMany(line => line == "[data]" ? new[] { line, "objects = \"things/objects.csv\"" } : [line])]));
    }

    [Fact]
    public void Blocks_OfPublishedDataSets_AreAllReadHere()
    {
        string page = File.ReadAllText(DataPage).ReplaceLineEndings("\n");
        int start = page.IndexOf("\n## Published data sets\n", StringComparison.Ordinal);
        int end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);

        Assert.Equal(8, Regex.Count(page[start..end], "^```toml$", RegexOptions.Multiline));
    }

    private static string DataPage => Path.Combine(Repository.Root, "docs", "data.md");

    /// <summary>The lines of the first TOML block below a heading.</summary>
    private static string[] Block(string heading)
    {
        string page = File.ReadAllText(DataPage).ReplaceLineEndings("\n");
        string below = page[page.IndexOf(heading, StringComparison.Ordinal)..];
        int start = below.IndexOf("```toml\n", StringComparison.Ordinal) + "```toml\n".Length;
        return below[start..below.IndexOf("```", start, StringComparison.Ordinal)].TrimEnd().Split('\n');
    }

    private IReadOnlyList<string> Check(string heading) => Check(Block(heading));

    private IReadOnlyList<string> Check(string[] lines)
    {
        string profile = Path.Combine(_root, "my.toml");
        File.WriteAllLines(profile, lines.SelectMany(line => line == "[data]" ? new[] { line, "source = \"files\"" } : [line]));
        return ProfileCheck.Run(new PipelineArguments { RepositoryRoot = Repository.Root, Profile = profile }, NoProgress.Instance, CancellationToken.None);
    }

    private void WriteThings()
    {
        Write("things/things_concepts.tsv",
            "Word\tuniqueID\tBottom-up Category (Human Raters)\t\"Definition (from WordNet, Google, or Wikipedia)\"\n"
            + string.Concat(Objects.Select((name, row) => $"{name}\t{name}\t{(row == 0 ? "animal" : "")}\t\"a, b\"\n")));
        Write("things/objects.csv", "name,image\n" + string.Concat(Objects.Select(name => $"{name},object_images/{name}/{name}_01b.jpg\n")));
        for (int row = 0; row < Objects.Length; row++)
        {
            Picture($"things/object_images/{Objects[row]}/{Objects[row]}_01b.jpg", row);
        }
    }

    private void Pictures(string folder, int count, string ending)
    {
        for (int index = 0; index < count; index++)
        {
            Picture($"{folder}/{index + 1}.{ending}", index);
        }
    }

    private void Picture(string path, int shade) => WriteBytes(path, PngEncoder.Encode([.. Enumerable.Repeat((byte)(shade * 50), 8 * 8 * 3)], 8, 8));

    private void Write(string path, string text) => File.WriteAllText(Make(path), text);

    private void WriteBytes(string path, byte[] bytes) => File.WriteAllBytes(Make(path), bytes);

    private string Make(string path)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }
}
