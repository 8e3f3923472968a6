using System.IO;
using AligNet.Artifacts;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>The mutations that incremental systems get wrong, on the whole graph: which nodes run again. StageRunnerMutationTests has the same on a
/// chain of three, also for code and for a stage that is killed; KillTests kills the whole graph.</summary>
public sealed class GraphMutationTests(BuiltStudy study) : IClassFixture<BuiltStudy>
{
    private const string Triplets = "triplets_test.txt";
    private const string Pool = "images/pool";
    private const string PoolAsFolder = "data.images='images/pool'";

    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] OfTestTriplets = ["ingest", "evaluate-judgements", "evaluate-levels", "evaluate", "report"];

    /// <summary>What an image of the large set can change.</summary>
    private static readonly string[] OfLargeSet =
    [
        "ingest", "embed-images", "transform-images", "cluster", "sample-triplets", "label", "label-distillation", "finetune", "finetune-distillation", "embed-distilled",
        "embed-aligned", "embed-benchmarks-distilled", "embed-benchmarks-aligned", "embed-corruptions-distilled", "embed-corruptions-aligned", "evaluate-judgements",
        "evaluate-levels", "evaluate-few-shot", "evaluate-ratings", "evaluate-shift", "evaluate-hierarchy", "evaluate-robustness", "evaluate-validation", "evaluate", "report",
    ];

    [Fact]
    public void Run_InputsTouched_RunsNothing() =>
        Assert.Empty(study.RunWith(Triplets, path => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddYears(60))));

    [Fact]
    public void Run_InputEditedButTheSameIsRead_RunsIngestAlone() => Assert.Equal(["ingest"], study.RunWith(Triplets, path => File.AppendAllText(path, "\n\n")));

    [Fact]
    public void Run_InputEditedWithSizeAndTimeKept_IsSeen() =>
        Assert.Equal(OfTestTriplets, study.RunWith(Triplets, path =>
        {
            DateTime before = File.GetLastWriteTimeUtc(path);
            string[] lines = File.ReadAllLines(path);
            string[] three = lines[0].Split(' ');
            lines[0] = $"{three[2]} {three[1]} {three[0]}";
            File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
            File.SetLastWriteTimeUtc(path, before);
        }));

    [Fact]
    public void Run_InputReplacedByOlderFile_IsSeen() =>
        Assert.Equal(OfTestTriplets, study.RunWith(Triplets, path =>
        {
            string other = path + ".older";
            File.WriteAllLines(other, File.ReadLines(path).Skip(1));
            File.SetLastWriteTimeUtc(other, LongAgo);
            File.Move(other, path, overwrite: true);
        }));

    [Fact]
    public void Run_ImageDeletedOrOldOneAdded_RunsWhatTheLargeSetCanChange()
    {
        study.Run(PoolAsFolder);
        string image = Directory.GetFiles(study.Data(Pool)).Order(StringComparer.Ordinal).First();
        string kept = study.Data("kept.png");
        File.Move(image, kept);

        string[] deleted = study.Run(PoolAsFolder);
        File.Move(kept, image);
        Assert.Empty(study.Run(PoolAsFolder));
        string added = Path.Combine(study.Data(Pool), "zz.png");
        File.Copy(study.Data("images/source/0000.png"), added);
        File.SetLastWriteTimeUtc(added, LongAgo);
        string[] grown = study.Run(PoolAsFolder);
        File.Delete(added);

        Assert.All([deleted, grown], ran =>
        {
            Assert.Empty(ran.Except(OfLargeSet));
            Assert.Empty(OfLargeSet.TakeWhile(node => node != "label-distillation").Except(ran));
        });
        Assert.Empty(study.Run(PoolAsFolder));
    }

    [Fact]
    public void Run_LastStagesOptionChangedAndSetBack_RunsThatStageAndThenNothing()
    {
        Assert.Equal(["report"], study.Run("report.dimensions=3"));
        Assert.Empty(study.Run());
        Assert.Empty(study.Run("report.dimensions=3"));
    }

    [Fact]
    public void Run_IntermediateCorruptedWithSizeAndTimeKept_IsMadeAgainAlone()
    {
        string file = Path.Combine(study.ArtifactOf("ud-fit"), "transform.arrow");
        byte[] sound = File.ReadAllBytes(file);
        string values = LogicalDigest.OfAll(LogicalDigest.OfColumns(file));
        DateTime before = File.GetLastWriteTimeUtc(file);
        byte[] damaged = [.. sound];
        damaged[sound.Length / 2] ^= 0x40;
        File.WriteAllBytes(file, damaged);
        File.SetLastWriteTimeUtc(file, before);

        Assert.Equal(["ud-fit"], study.Run());

        // Not the bytes: the footer tells which ingest the values came from, and another test may have given the same values another one.
        Assert.Equal(values, LogicalDigest.OfAll(LogicalDigest.OfColumns(file)));
    }

    [Fact]
    public void Run_IntermediatesDeleted_RunsNothing()
    {
        Directory.Delete(study.ArtifactOf("transform-images"), recursive: true);
        Directory.Delete(study.ArtifactOf("vice-posteriors"), recursive: true);

        Assert.Empty(study.Run());
    }

    [Fact]
    public void Run_FileRenamed_RunsNothing()
    {
        string renamed = study.Data("judgements.txt");
        File.Move(study.Data("triplets_train.txt"), renamed);

        string[] ran = study.Run("data.train_triplets='judgements.txt'");
        File.Move(renamed, study.Data("triplets_train.txt"));

        Assert.Empty(ran);
    }

    [Fact]
    public void Run_ImagesMovedUnderTheSameNames_RunsIngestAlone()
    {
        string moved = study.Data("moved");
        Directory.CreateDirectory(Path.Combine(moved, "images"));
        Directory.Move(study.Data(Pool), Path.Combine(moved, Pool));
        File.Move(study.Data("images.csv"), Path.Combine(moved, "images.csv"));

        string[] ran = study.Run("data.images='moved/images.csv'");
        Directory.Move(Path.Combine(moved, Pool), study.Data(Pool));
        File.Move(Path.Combine(moved, "images.csv"), study.Data("images.csv"));

        Assert.Equal(["ingest"], ran);
    }

    [Theory]
    [InlineData("triplets_train.txt", 0, "ingest")]
    [InlineData("triplets_test.txt", 0, "ingest")]
    [InlineData("heldout_triplets.txt", 0, "ingest")]
    [InlineData("levels.csv", 1, "ingest")]
    [InlineData("ratings.csv", 1, "ingest-benchmarks")]
    [InlineData("shift.csv", 1, "ingest-benchmarks")]
    [InlineData("categories.csv", 1, "ingest-benchmarks")]
    public void Run_RowsInAnotherOrder_RunsTheReaderAlone(string table, int header, string reader) =>
        Assert.Equal([reader], study.RunWith(table, path => Reverse(path, header)));

    [Fact]
    public void Run_ObjectsInAnotherOrder_IsSeen() => Assert.Contains("embed-objects", study.RunWith("objects.csv", path => Reverse(path, 1)));

    [Fact]
    public void Run_OptionsSpelledAndOrderedOtherwise_RunsNothing()
    {
        Assert.Empty(study.RunWith("my.toml", path =>
        {
            string text = File.ReadAllText(path);
            string changed = text.Replace("learning_rate = 0.02\n", "learning_rate = 2e-2   # another comment\n", StringComparison.Ordinal)
                .Replace("k = 4\n", "# how many\nk = 0x4\n", StringComparison.Ordinal)
                .Replace("steps = 4\nwarmup_steps = 1\n", "warmup_steps = 1\nsteps=4\n", StringComparison.Ordinal);
            Assert.Equal(text.Split('\n').Length + 1, changed.Split('\n').Length);
            Assert.NotEqual(-1, changed.IndexOf("warmup_steps = 1\nsteps=4", StringComparison.Ordinal));
            string[] sections = changed.Split("\n[");
            File.WriteAllText(path, string.Join("\n[", [sections[0], .. sections.Skip(1).Reverse()]) + "\n");
        }));
        Assert.Empty(study.Run("vice-posteriors.learning_rate=2e-2"));
    }

    private static void Reverse(string path, int header)
    {
        string[] lines = File.ReadAllLines(path);
        File.WriteAllLines(path, [.. lines.Take(header), .. lines.Skip(header).Reverse()]);
    }
}
