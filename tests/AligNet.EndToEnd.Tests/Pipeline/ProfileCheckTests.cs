using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.EndToEnd.Tests.Driver;
using AligNet.Pipeline;
using AligNet.Stages;

namespace AligNet.EndToEnd.Tests.Pipeline;

public sealed class ProfileCheckTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void Run_SoundProfile_SaysWhatWasFound()
    {
        IReadOnlyList<string> found = Check();

        Assert.Contains(found, line => line.StartsWith("objects: 24 objects, ", StringComparison.Ordinal));
        Assert.Contains("train_triplets: 3000 triplets.", found);
        Assert.Contains("heldout_similarity: 8 × 8 similarities.", found);
        Assert.Contains(found, line => line.StartsWith("images: 64 images, ", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("levels: ", StringComparison.Ordinal) && line.Contains("to 30 triplets (class-boundary ", StringComparison.Ordinal));
        Assert.Contains("hierarchy_images: 32 images of 8 classes, 8 of them in 4 basic and 2 superordinate categories.", found);
        Assert.Contains(found, line => line.StartsWith("teacher: input ", StringComparison.Ordinal) && line.Contains("of width 64, CPUExecutionProvider", StringComparison.Ordinal));
        Assert.Contains("student: vision transformer of width 64, depth 1, 1 heads, patches of 16, images of 32 px.", found);
        Assert.False(Directory.Exists(_study.Artifacts), "a check made a store");
    }

    [Fact]
    public void Run_ManyFaults_ListsEveryOne()
    {
        string[] objects = [.. Directory.GetFiles(Path.Combine(_study.Data, "images", "objects")).Order(StringComparer.Ordinal)];
        string[] pool = [.. Directory.GetFiles(Path.Combine(_study.Data, "images", "pool")).Order(StringComparer.Ordinal)];
        File.Delete(objects[0]);
        File.WriteAllText(objects[1], "no picture");
        File.WriteAllBytes(pool[2], File.ReadAllBytes(pool[2])[..50]);
        File.Delete(pool[3]);
        File.AppendAllText(Path.Combine(_study.Data, "triplets_train.txt"), "0 1 999\n5 5 2\nx y z\n1 2\n");
        File.Delete(Path.Combine(_study.Data, "triplets_test.txt"));
        File.AppendAllText(Path.Combine(_study.Data, "heldout_triplets.txt"), "0 1 -1\n");
        File.WriteAllText(Path.Combine(_study.Data, "heldout_rsm.npy"), "no matrix");
        File.AppendAllText(Path.Combine(_study.Data, "levels.csv"), "t,class-boundary,no.png,no.png,no.png,1,p,100\n");
        File.WriteAllText(Path.Combine(_study.Data, "teacher.onnx"), "no model");
        File.WriteAllText(Path.Combine(_study.Data, "student.safetensors"), "no weights");

        string message = Assert.Throws<StageException>(() => Check("cluster.kk=3", "runtime.threads=-1")).Message;

        string[] parts =
        [
            "there is no option 'cluster.kk'", "runtime.threads: ", Path.GetFileName(objects[0]), Path.GetFileName(objects[1]), Path.GetFileName(pool[2]), Path.GetFileName(pool[3]),
            "line 3001: names object 999", "line 3002: (5, 5, 2) repeats an object", "line 3003: found 'x'", "line 3004: has 2 fields", "data.test_triplets: ",
            "line 101: names object -1", "heldout_rsm.npy: not a .npy array", "names image 'no.png'", "data.teacher: ", "data.student: ",
        ];
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));

        // A line a fault, under one that counts them.
        string[] lines = message.ReplaceLineEndings("\n").Split('\n');
        Assert.EndsWith($"has {lines.Length - 1} faults:", lines[0], StringComparison.Ordinal);
        Assert.Equal(parts.Length, lines.Length - 1);
    }

    [Fact]
    public void Run_EveryKeyOfTheData_IsLookedAt()
    {
        // A key that is added to [data] has to be added to the check as well.
        foreach (string key in OptionBinder.Keys(typeof(DataOptions)).Except(["source", "root", "label_source", "distillation"]))
        {
            string message = Assert.Throws<StageException>(() => Check($"data.{key}=no-such-file.csv")).Message;

            Assert.Contains($"data.{key}: ", message, StringComparison.Ordinal);
            Assert.Contains("no-such-file.csv", message, StringComparison.Ordinal);
        }

        // These name no file; what they cannot be is told like any option's value.
        Assert.Contains("data.label_source is 'peolpe', expected one of teacher, human-choices, human-posterior.", Assert.Throws<StageException>(() => Check("data.label_source=peolpe")).Message, StringComparison.Ordinal);
        Assert.Contains("data.distillation is 3, expected true or false.", Assert.Throws<StageException>(() => Check("data.distillation=3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadImagesWithinTheLimit_AreNoFault()
    {
        string image = Directory.GetFiles(Path.Combine(_study.Data, "images", "pool")).Order(StringComparer.Ordinal).First();
        File.WriteAllText(image, "no picture");

        Assert.Contains(Path.GetFileName(image), Assert.Throws<StageException>(() => Check()).Message, StringComparison.Ordinal);
        Assert.Contains("1 unreadable images, which ingest.max_bad_images = 1 allows; they would be left out.", Check("ingest.max_bad_images=1"));
    }

    [Fact]
    public void Run_ManyFaultsOfOneFile_AreCountedAndTheFirstHundredShown()
    {
        File.WriteAllLines(Path.Combine(_study.Data, "triplets_train.txt"), Enumerable.Repeat("0 1 999", 250));

        string[] lines = Assert.Throws<StageException>(() => Check()).Message.ReplaceLineEndings("\n").Split('\n');

        Assert.EndsWith("has 251 faults:", lines[0], StringComparison.Ordinal);
        Assert.Contains("  data.train_triplets: … and 150 more faults of this kind.", lines);
        Assert.Contains("  data.train_triplets: there is no sound triplet in it, expected at least one.", lines);
        Assert.Equal(103, lines.Length);
    }

    [Fact]
    public void Run_PublishedTripletsAndTransform_AreReadAgainstImagesAndTeacher()
    {
        string[] names = [.. File.ReadLines(Path.Combine(_study.Data, "images.csv")).Skip(1).Take(3).Select(line => line.Split(',')[0])];
        WriteTriplets("sound.npz", names);
        WriteTriplets("strange.npz", [names[0], names[1], "no.png"]);
        WriteTransform("sound-transform.npz", 64);
        WriteTransform("narrow.npz", 3);

        IReadOnlyList<string> found = Check("data.labelled_triplets=sound.npz", "data.transform=sound-transform.npz");
        string message = Assert.Throws<StageException>(() => Check("data.labelled_triplets=sound.npz", "data.distillation_triplets=strange.npz", "data.transform=narrow.npz")).Message;

        Assert.Contains("labelled_triplets: 1 triplets.", found);
        Assert.Contains("transform: of representations of width 64.", found);
        Assert.Contains("has 2 faults", message, StringComparison.Ordinal);
        Assert.Contains("data.distillation_triplets: ", message, StringComparison.Ordinal);
        Assert.Contains("row 0: 'no.png' fits none", message, StringComparison.Ordinal);
        Assert.Contains("data.transform: is for representations of width 3, the teacher's have 64", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StudentInAFolder_IsOneThatPrepareStudentReads()
    {
        string folder = Path.Combine(_study.Data, "checkpoint");
        Directory.CreateDirectory(folder);
        File.Move(Path.Combine(_study.Data, "student.safetensors"), Path.Combine(folder, "model.safetensors"));

        Assert.Contains("student: vision transformer of width 64, depth 1, 1 heads, patches of 16, images of 32 px.", Check("data.student=checkpoint"));
        Assert.Equal(StageAction.Ran, _study.RunTo("prepare-student", "data.student=checkpoint")[^1].Action);
    }

    [Fact]
    public void Run_UnreadableObjects_SaysWhatCouldNotBeChecked()
    {
        File.Delete(Path.Combine(_study.Data, "objects.csv"));

        string message = Assert.Throws<StageException>(() => Check()).Message;

        Assert.Contains("data.objects: ", message, StringComparison.Ordinal);
        Assert.Contains("data.train_triplets: not checked, since data.objects cannot be read.", message, StringComparison.Ordinal);
        Assert.Contains("has 3 faults", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OptionsThatSayHowToRead_AreNeededToRead()
    {
        string message = Assert.Throws<StageException>(() => Check("ingest.triplet_index_base=7", "ingest.train_filter=x")).Message;

        Assert.Contains("triplet_index_base: expected 0 or 1", message, StringComparison.Ordinal);
        Assert.Contains("train_filter: expected", message, StringComparison.Ordinal);
        Assert.Contains("The files were not read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SimulatedProfile_HasNothingToRead() => Assert.Single(ProfileCheck.Run(
        new PipelineArguments { RepositoryRoot = Repository.Root }, NoProgress.Instance, CancellationToken.None));

    [Fact]
    public void Command_CheckData_ReturnsOneAndEveryFaultOrZeroAndTheFindings()
    {
        Command sound = Run();
        Assert.Equal((0, ""), (sound.ExitCode, sound.Error));
        Assert.Contains("train_triplets: 3000 triplets.", sound.Output, StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(_study.Data, "triplets_train.txt"), "0 1 999\n5 5 2\n");
        Command faulty = Run();
        Assert.Equal(1, faulty.ExitCode);
        Assert.Contains("has 2 faults", faulty.Error, StringComparison.Ordinal);
        Assert.Contains("names object 999", faulty.Error, StringComparison.Ordinal);
        Assert.Contains("(5, 5, 2) repeats", faulty.Error, StringComparison.Ordinal);
    }

    private void WriteTriplets(string file, string[] names)
    {
        using var writer = new NpzWriter(Path.Combine(_study.Data, file));
        writer.Add("filenames", NpyArray.From(names, 1, 3));
        writer.Add("similarities", NpyArray.From<float>(new float[] { 3, 2, 1 }, 1, 3));
        writer.Add("indices", NpyArray.From<long>(new long[] { 0, 1, 2 }, 1, 3));
    }

    private void WriteTransform(string file, int width)
    {
        using var writer = new NpzWriter(Path.Combine(_study.Data, file));
        writer.Add("weights", NpyArray.From<float>(Enumerable.Repeat(0.5f, width * width).ToArray(), width, width));
        writer.Add("mean", NpyArray.From<float>(new float[] { 0 }, 1));
        writer.Add("std", NpyArray.From<float>(new float[] { 1 }, 1));
    }

    private Command Run() => Command.Run(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "AligNet.Build.dll"), "--target=CheckData", $"--profile={_study.Profile}"], _study.Folder);

    private IReadOnlyList<string> Check(params string[] set) => ProfileCheck.Run(
        new PipelineArguments { RepositoryRoot = Repository.Root, Profile = _study.Profile, Set = set }, NoProgress.Instance, CancellationToken.None);
}
