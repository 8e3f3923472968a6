using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Ingest;

namespace AligNet.Tests.Stages.Ingest;

public sealed class ResponseFileTests : IDisposable
{
    private const string Header = "triplet_id,type,image_1,image_2,image_3,odd_position,participant,response_time_ms\n";
    private static readonly string[] Images = ["n1/a.jpg", "n1/b.jpg", "n2/c.jpg", "n3/d.jpg", "n3/b.jpg"];

    // Fields of the released Levels responses: images by path, the chosen one by name, milliseconds.
    private static readonly ResponseLayout Released = new()
    {
        TripletColumn = "", TypeColumn = "triplet_type", ImageColumns = ["image1Path", "image2Path", "image3Path"], OddColumn = "selected_image",
        ParticipantColumn = "subject_id", TimeColumn = "rt", Filter = "exp_trial_type=exp_trial",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OwnColumns_GivesRowNumbersAndPositionsFromZero()
    {
        Table read = Read(Header + "t1,class-boundary,n1/a.jpg,n1/b.jpg,n2/c.jpg,3,p1,1234.5\n", new ResponseLayout());

        Assert.Equal((0, 1, 2, 2), (read.Get<int>("image_1")[0], read.Get<int>("image_2")[0], read.Get<int>("image_3")[0], read.Get<int>("odd_position")[0]));
        Assert.Equal(("t1", "class-boundary", "p1", 1234.5), (read.Get<string>("triplet")[0], read.Get<string>("type")[0], read.Get<string>("participant")[0], read.Get<double>("response_time_ms")[0]));
    }

    [Fact]
    public void Read_ReleasedColumns_FindsImagesByNameAndPutsThemInOneOrder()
    {
        const string text = "subject_id,exp_trial_type,triplet_type,image1Path,image2Path,image3Path,selected_image,rt\n"
            + "s1,catch_trial,class_border,x,y,z,x,1\n"
            + "s1,exp_trial,between_class,n1/a.jpg,c.jpg,d.jpg,c.jpg,2000\n"
            + "s2,exp_trial,between_class,d.jpg,a.jpg,c.jpg,d.jpg,3000\n"
            + "s2,exp_trial,within_class,n3/b.jpg,a.jpg,c.jpg,n3/b.jpg,3000\n";

        Table read = Read(text, Released);

        Assert.Equal(["coarse-grained semantic", "coarse-grained semantic", "fine-grained semantic"], read.Get<string>("type"));
        Assert.Equal([3, 3, 4], read.Get<int>("image_1"));
        Assert.Equal([0, 0, 0], read.Get<int>("image_2"));
        Assert.Equal([2, 2, 2], read.Get<int>("image_3"));
        Assert.Equal([0, 2, 0], read.Get<int>("odd_position"));
        Assert.Equal(2, read.Get<string>("triplet").Distinct().Count());

        // The order of rows does not count.
        string[] lines = text.TrimEnd().Split('\n');
        Table reversed = Read(string.Concat(lines.Take(1).Concat(lines.Skip(1).Reverse()).Select(line => line + "\n")), Released);
        Assert.All(read.Columns, column => Assert.Equal(Values(read, column.Name), Values(reversed, column.Name)));

        static IEnumerable<string> Values(Table table, string column) => table.Columns.Single(found => found.Name == column) switch
        {
            Column<string> texts => texts.Values,
            Column<int> numbers => numbers.Values.Select(value => value.ToString()),
            Column<double> times => times.Values.Select(value => value.ToString("R")),
            { } other => throw new InvalidOperationException(other.Name),
        };
    }

    [Fact]
    public void Read_TsvAndParquetWithSecondsAndBaseZero_AreMapped()
    {
        var layout = new ResponseLayout { OddBase = 0, TimeColumn = "s", TimeUnit = TimeUnit.S };
        File.WriteAllText(_folder["r.tsv"], "triplet_id\ttype\timage_1\timage_2\timage_3\todd_position\tparticipant\ts\n1\tx\tn1/a.jpg\tn1/b.jpg\tn2/c.jpg\t0\tp\t1.25\n");
        ParquetTable.Write(_folder["r.parquet"], new Table(
            Column.Of("triplet_id", new[] { 1 }), Column.Of("type", new[] { "x" }), Column.Of("image_1", new[] { "n1/a.jpg" }), Column.Of("image_2", new[] { "n1/b.jpg" }),
            Column.Of("image_3", new[] { "n2/c.jpg" }), Column.Of("odd_position", new[] { 0L }), Column.Of("participant", new[] { "p" }), Column.Of("s", new[] { 1.25 })));

        foreach (string file in new[] { "r.tsv", "r.parquet" })
        {
            Table read = ResponseFile.Read(_folder[file], Images, layout, FaultList.Throwing);
            Assert.Equal(("1", 0, 1250.0), (read.Get<string>("triplet")[0], read.Get<int>("odd_position")[0], read.Get<double>("response_time_ms")[0]));
        }
    }

    [Theory]
    [InlineData("t,x,n1/a.jpg,b.jpg,n2/c.jpg,1,p,1", "line 2, column 'image_2': names image 'b.jpg', which the evaluation images do not have once")]
    [InlineData("t,x,n9/z.jpg,n1/b.jpg,n2/c.jpg,1,p,1", "line 2, column 'image_1': names image 'n9/z.jpg'")]
    [InlineData("t,x,n1/a.jpg,a.jpg,n2/c.jpg,1,p,1", "line 2: repeats an image")]
    [InlineData("t,x,n1/a.jpg,n1/b.jpg,n2/c.jpg,0,p,1", "column 'odd_position': found 0, expected 1, 2 or 3")]
    [InlineData("t,x,n1/a.jpg,n1/b.jpg,n2/c.jpg,d.jpg,p,1", "column 'odd_position': found d.jpg")]
    [InlineData("t,x,n1/a.jpg,n1/b.jpg,n2/c.jpg,1,p,0", "column 'response_time_ms': found 0, expected a time above 0")]
    [InlineData("t,x,n1/a.jpg,n1/b.jpg,n2/c.jpg,1,p,soon", "column 'response_time_ms': found soon")]
    [InlineData("t,x,n1/a.jpg,n1/b.jpg,n2/c.jpg,1,p,5\nt,x,n1/a.jpg,n1/b.jpg,n3/d.jpg,1,p,5", "line 3: triplet 't' has other images")]
    public void Read_FaultyRow_SaysWhereAndWhat(string rows, string message) => Assert.Contains(
        message, Assert.Throws<StageException>(() => Read(Header + rows + "\n", new ResponseLayout())).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_MissingColumn_NamesTheOption() => Assert.Contains(
        "has no column 'rt' (ingest.level_time_column)", Assert.Throws<ArtifactException>(() => Read(Header, new ResponseLayout { TimeColumn = "rt" })).Message, StringComparison.Ordinal);

    private Table Read(string text, ResponseLayout layout)
    {
        File.WriteAllText(_folder["r.csv"], text);
        return ResponseFile.Read(_folder["r.csv"], Images, layout, FaultList.Throwing);
    }
}
