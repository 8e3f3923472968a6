using System.Formats.Tar;
using System.IO;
using AligNet.Artifacts;
using AligNet.Pipeline;

namespace AligNet.EndToEnd.Tests.Pipeline;

/// <summary>Data sets as they are published, in small, through the pipeline.</summary>
public sealed class PublishedLayoutTests : IDisposable
{
    private readonly TinyStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public void EmbedImages_OfANestedTar_GivesWhatTheClassFoldersGive()
    {
        MakeImageNet();

        StageOutcome folders = Embed("data.images=imagenet");
        _study.Store = "second";
        StageOutcome tar = Embed("data.images=train.tar");

        Assert.Equal(StageAction.Ran, tar.Action);
        Assert.Equal(LogicalDigest.OfAll(LogicalDigest.OfColumns(Path.Combine(folders.ArtifactFolder!, "representations.arrow"))), LogicalDigest.OfAll(LogicalDigest.OfColumns(Path.Combine(tar.ArtifactFolder!, "representations.arrow"))));
    }

    [Fact]
    public void Ingest_OfATar_ReadsItInPlaceAndSeesChanges()
    {
        MakeImageNet();
        string[] set = ["data.images=train.tar"];
        string ingested = _study.RunTo("ingest", set)[^1].ArtifactFolder!;
        Table images = ParquetTable.Read(Path.Combine(ingested, "images.parquet"));

        Assert.Equal(16, images.Rows);
        Assert.All(images.Get<string>("path"), path => Assert.Equal("train.tar", path));
        Assert.All(images.Get<long>("offset_bytes"), offset => Assert.True(offset >= 1024));
        Assert.Equal(["n0", "n1", "n2", "n3"], images.Get<string>("label").Distinct());
        Assert.Equal(StageAction.UpToDate, _study.RunTo("ingest", set)[^1].Action);

        // A byte of the padding behind a member: the images are the same, but the file is not.
        using (FileStream file = File.Open(Path.Combine(_study.Data, "train.tar"), FileMode.Append))
        {
            file.Write(new byte[512]);
        }

        Assert.Equal(StageAction.Ran, _study.RunTo("ingest", set)[^1].Action);
    }

    [Fact]
    public void Ingest_OfThingsData_KeepsTimesAndParticipantsBesideTheTriplets()
    {
        string[] lines = ["image1\timage2\timage3\tchoice\tRT\tnoise_ceiling\tsubject_id", "1\t2\t3\t1\t900\t0\tA", "4\t5\t6\t2\t800\t1\tB", "7\t8\t9\t3\tNaN\t0\tC"];
        File.WriteAllLines(Path.Combine(_study.Data, "trials.csv"), lines);
        string[] set =
        [
            "data.train_triplets=trials.csv", "data.test_triplets=trials.csv", "ingest.triplet_columns=[\"image1\", \"image2\", \"image3\"]", "ingest.triplet_choice_column=choice",
            "ingest.triplet_index_base=1", "ingest.train_filter=noise_ceiling=0", "ingest.test_filter=noise_ceiling=1",
        ];

        string without = _study.RunTo("ingest", set)[^1].ArtifactFolder!;
        string with = _study.RunTo("ingest", [.. set, "ingest.triplet_time_column=RT", "ingest.triplet_participant_column=subject_id"])[^1].ArtifactFolder!;

        // Rows stand in an order that follows from what they hold; those of both tables belong together.
        Table triplets = ParquetTable.Read(Path.Combine(with, "train_triplets.parquet")), trials = ParquetTable.Read(Path.Combine(with, "train_trials.parquet"));
        Assert.Equal(
            [(1, 0, "A", 900.0), (6, 8, "C", null)],
            Enumerable.Range(0, triplets.Rows).Select(row => (triplets.Get<int>("first")[row], triplets.Get<int>("odd_one_out")[row], trials.Get<string>("participant")[row], trials.Get<double?>("response_time_ms")[row])).Order());
        Assert.Equal([4], ParquetTable.Read(Path.Combine(with, "test_triplets.parquet")).Get<int>("odd_one_out"));
        Assert.Equal(0, ParquetTable.Read(Path.Combine(without, "train_trials.parquet")).Rows);

        // What the fits are keyed by does not change when times are read too.
        Assert.Equal(LogicalDigest.OfAll(LogicalDigest.OfColumns(Path.Combine(without, "train_triplets.parquet"))), LogicalDigest.OfAll(LogicalDigest.OfColumns(Path.Combine(with, "train_triplets.parquet"))));
    }

    private StageOutcome Embed(params string[] set) => _study.RunTo("embed-images", set)[^1];

    /// <summary>The study's first images as four class folders, and the same as a tar of a tar a class.</summary>
    private void MakeImageNet()
    {
        string[] pool = [.. Directory.GetFiles(Path.Combine(_study.Data, "images", "pool")).Order(StringComparer.Ordinal).Take(16)];
        using var outer = new TarWriter(File.Create(Path.Combine(_study.Data, "train.tar")), TarEntryFormat.Gnu);
        foreach (string[] images in pool.Chunk(4))
        {
            string name = $"n{Array.IndexOf(pool, images[0]) / 4}";
            string folder = Path.Combine(_study.Data, "imagenet", name);
            Directory.CreateDirectory(folder);
            string inner = Path.Combine(_study.Folder, name + ".tar");
            using (var writer = new TarWriter(File.Create(inner), TarEntryFormat.Ustar))
            {
                foreach (string image in images)
                {
                    File.Copy(image, Path.Combine(folder, Path.GetFileName(image)));
                    writer.WriteEntry(image, Path.GetFileName(image));
                }
            }

            outer.WriteEntry(inner, name + ".tar");
        }
    }
}
