using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Simulate;

namespace AligNet.Tests.Stages.Simulate;

public sealed class SimulatedStudyWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("alignet-study-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Write_Twice_SameBytesInEveryFile()
    {
        string[] folders = [Path.Combine(_root, "a"), Path.Combine(_root, "b")];
        foreach (string folder in folders)
        {
            SimulatedStudyWriter.Write(folder, SmallStudy.Options, 3, NoProgress.Instance);
        }

        string[] files = [.. Files(folders[0])];
        Assert.Equal(files, Files(folders[1]));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(folders[0], file)), File.ReadAllBytes(Path.Combine(folders[1], file))));
    }

    [Fact]
    public void Write_SmallStudy_TablesAgreeWithOneAnother()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        string[] objects = File.ReadAllLines(Path.Combine(_root, "objects.csv"));
        Assert.Equal(1 + 36, objects.Length);
        Assert.All(objects[1..], line => Assert.True(File.Exists(Path.Combine(_root, line.Split(',')[3]))));
        Assert.Equal([36L, 3 + 6 + 4], NpyFile.Read(Path.Combine(_root, "truth", "concepts.npy")).Shape);
        Assert.Equal([12L, 12L], NpyFile.Read(Path.Combine(_root, "heldout_rsm.npy")).Shape);

        string[] judged = [.. objects[1..].Select(line => line.Split(',')[1])];
        string[] heldOut = [.. File.ReadAllLines(Path.Combine(_root, "heldout_objects.csv"))[1..].Select(line => line.Split(',')[1])];
        Assert.Empty(judged.Intersect(heldOut));
        string[] levels = [.. File.ReadAllLines(Path.Combine(_root, "levels_images.csv"))[1..].Select(line => line.Split(',')[1]).Distinct()];
        Assert.Equal(heldOut.Order(), levels.Order());
    }

    [Fact]
    public void Write_SmallStudy_NovelClassesAreSeenNowhereElse()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        string[] novel = [.. Column("few_shot_novel.csv", "label").Distinct()];
        Assert.Equal(3 * 2 * 2, novel.Length);
        Assert.Empty(novel.Intersect(Column("images.csv", "subordinate")));
        Assert.Empty(novel.Intersect(Column("objects.csv", "name").Concat(Column("heldout_objects.csv", "name"))));

        // Each image of the shift is there, and every target class of a task is among its source classes.
        Assert.All(Column("shift.csv", "path"), path => Assert.True(File.Exists(Path.Combine(_root, path))));
        (string[] tasks, string[] roles, string[] labels) = (Column("shift.csv", "task"), Column("shift.csv", "role"), Column("shift.csv", "label"));
        foreach (string task in new[] { "basic", "superordinate" })
        {
            string[] Of(string role) => [.. Enumerable.Range(0, tasks.Length).Where(row => tasks[row] == task && roles[row] == role).Select(row => labels[row]).Distinct().Order()];
            Assert.Equal(task == "basic" ? 6 : 3, Of("source").Length);
            Assert.Equal(Of("source"), Of("target"));
        }
    }

    [Fact]
    public void Write_SmallStudy_EveryClassHasItsCategories()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        string[] rows = [.. File.ReadAllLines(Path.Combine(_root, "categories.csv"))[1..]];
        Assert.Equal(rows.Length, rows.Select(row => row.Split(',')[0]).Distinct().Count());
        Assert.Empty(Column("levels_images.csv", "subordinate").Concat(Column("images.csv", "subordinate")).Concat(Column("few_shot_novel.csv", "label")).Except(Column("categories.csv", "class")));
        Assert.Equal(6, Column("categories.csv", "basic").Distinct().Count());
        Assert.Equal(3, Column("categories.csv", "superordinate").Distinct().Count());
    }

    [Fact]
    public void Write_SmallStudy_CleanImagesAreThoseOfTheShiftAndTheirTestSetShowsTheSameClasses()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        string[] roles = Column("shift.csv", "role");
        Assert.Equal(Column("shift.csv", "path").Where((_, row) => roles[row] == "source").Distinct(), Column("clean.csv", "path"));
        Assert.Equal(36, Column("other_backdrops.csv", "path").Length);
        Assert.Equal(Column("clean.csv", "label").Distinct(), Column("other_backdrops.csv", "label").Distinct());
        Assert.All(Column("other_backdrops.csv", "path"), path => Assert.True(File.Exists(Path.Combine(_root, path))));
        Assert.Equal(["other_backdrops.csv"], Column("robustness.csv", "images"));
    }

    [Fact]
    public void Write_SmallStudy_RatingsAreSymmetricAndRowsMatchTheirTable()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        string[] sets = [.. Directory.GetFiles(_root, "rated_*.csv").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(4, sets.Length);
        foreach (string set in sets)
        {
            int images = Column($"{set}.csv", "path").Length;
            NpyArray ratings = NpyFile.Read(Path.Combine(_root, $"{set}.npy"));
            Assert.Equal([(long)images, images], ratings.Shape);
            float[] values = ratings.ToSingles();
            Assert.All(Enumerable.Range(0, values.Length), index => Assert.Equal(values[index], values[(index % images * images) + (index / images)]));
        }
    }

    [Theory]
    [InlineData("triplets_train.txt", 300, 36)]
    [InlineData("triplets_test.txt", 60, 36)]
    [InlineData("heldout_triplets.txt", 60, 12)]
    public void Write_SmallStudy_TripletsAreThreeDifferentRows(string file, int count, int objects)
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);

        int[][] triplets = [.. File.ReadAllLines(Path.Combine(_root, file)).Select(line => line.Split(' ').Select(int.Parse).ToArray())];

        Assert.Equal(count, triplets.Length);
        Assert.All(triplets, triplet => Assert.Equal(3, triplet.Distinct().Count()));
        Assert.All(triplets.SelectMany(triplet => triplet), row => Assert.InRange(row, 0, objects - 1));
    }

    [Fact]
    public void Write_SmallStudy_LevelsHoldTheirTypesAndFiveResponsesEach()
    {
        SimulatedStudyWriter.Write(_root, SmallStudy.Options, 3, NoProgress.Instance);
        Dictionary<string, string[]> classes = File.ReadAllLines(Path.Combine(_root, "levels_images.csv"))[1..]
            .Select(line => line.Split(',')).ToDictionary(row => row[0], row => row[1..]);

        string[][] responses = [.. File.ReadAllLines(Path.Combine(_root, "levels.csv"))[1..].Select(line => line.Split(','))];

        Assert.Equal(3 * 20 * 5, responses.Length);
        foreach (IGrouping<string, string[]> triplet in responses.GroupBy(row => row[0]))
        {
            Assert.Equal(5, triplet.Select(row => row[6]).Distinct().Count());
            string[] first = triplet.First();
            int Distinct(int level) => first[2..5].Select(path => classes[path][level]).Distinct().Count();
            (int subordinates, int basics, int superordinates) = (Distinct(0), Distinct(1), Distinct(2));
            Assert.True(
                first[1] switch
                {
                    "coarse-grained semantic" => basics == 3 && superordinates >= 2,
                    "fine-grained semantic" => subordinates == 3 && superordinates == 1,
                    _ => subordinates == 2 && first[2..5].Distinct().Count() == 3,
                },
                $"{first[1]}: {subordinates} subordinates, {basics} basic categories, {superordinates} superordinates");
        }
    }

    private string[] Column(string file, string name)
    {
        string[][] rows = [.. File.ReadAllLines(Path.Combine(_root, file)).Select(line => line.Split(','))];
        int column = Array.IndexOf(rows[0], name);
        return [.. rows[1..].Select(row => row[column])];
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);
}
