using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts;

public class ParquetTableTests
{
    private static Table Sample(int rows) => new(
        Column.Of("i", Enumerable.Range(0, rows).ToArray()),
        Column.Of("l", Enumerable.Range(0, rows).Select(row => row * 10_000_000_000L).ToArray()),
        Column.Of("f", Enumerable.Range(0, rows).Select(row => row / 3f).ToArray()),
        Column.Of("d", Enumerable.Range(0, rows).Select(row => row / 7.0).ToArray()),
        Column.Of("n", Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? (double?)null : row).ToArray()),
        Column.Of("b", Enumerable.Range(0, rows).Select(row => row % 3 == 0).ToArray()),
        Column.Of("s", Enumerable.Range(0, rows).Select(row => $"é{row}").ToArray()));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    public void Read_WrittenTable_GivesSameValues(int rows)
    {
        using var folder = new TemporaryFolder();
        Table written = Sample(rows);
        ParquetTable.Write(folder["t.parquet"], written);

        Table read = ParquetTable.Read(folder["t.parquet"]);

        Assert.Equal(written.Schema, read.Schema);
        Assert.Equal(written.Get<int>("i"), read.Get<int>("i"));
        Assert.Equal(written.Get<long>("l"), read.Get<long>("l"));
        Assert.Equal(written.Get<float>("f"), read.Get<float>("f"));
        Assert.Equal(written.Get<double>("d"), read.Get<double>("d"));
        Assert.Equal(written.Get<double?>("n"), read.Get<double?>("n"));
        Assert.Equal(written.Get<bool>("b"), read.Get<bool>("b"));
        Assert.Equal(written.Get<string>("s"), read.Get<string>("s"));
    }

    [Fact]
    public void Write_SameTableTwice_GivesSameBytes()
    {
        using var folder = new TemporaryFolder();
        ParquetTable.Write(folder["a.parquet"], Sample(500));
        ParquetTable.Write(folder["b.parquet"], Sample(500));

        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
    }

    [Fact]
    public void Read_SeveralRowGroups_GivesAllRowsInOrder()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new ParquetTableWriter(folder["t.parquet"]))
        {
            writer.Append(new Table(Column.Of("i", new[] { 1, 2 })));
            writer.Append(new Table(Column.Of("i", new[] { 3 })));
        }

        Assert.Equal([1, 2, 3], ParquetTable.Read(folder["t.parquet"]).Get<int>("i"));
    }

    [Fact]
    public void Read_DamagedFile_ThrowsArtifactException()
    {
        using var folder = new TemporaryFolder();
        ParquetTable.Write(folder["t.parquet"], Sample(50));
        byte[] bytes = File.ReadAllBytes(folder["t.parquet"]);
        File.WriteAllBytes(folder["t.parquet"], bytes[..(bytes.Length / 2)]);

        Assert.Throws<ArtifactException>(() => ParquetTable.Read(folder["t.parquet"]));
        Assert.Throws<ArtifactException>(() => ParquetTable.Read(folder["absent.parquet"]));
    }
}
