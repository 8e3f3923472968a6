using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Tests.Artifacts;

/// <summary>Digests of values: the same whatever the file looks like, another for any value that differs.</summary>
public sealed class LogicalDigestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfColumns_OtherRowGroupsAndFooter_AreTheSame()
    {
        Table table = Sample(0);
        ParquetTable.Write(_folder["whole.parquet"], table);
        using (var writer = new ParquetTableWriter(_folder["parts.parquet"], "a history"))
        {
            writer.Append(table.Where(table.Get<int>("i"), value => value < 3));
            writer.Append(table.Where(table.Get<int>("i"), value => value >= 3));
        }

        Assert.NotEqual(ContentHash.OfFile(_folder["whole.parquet"]), ContentHash.OfFile(_folder["parts.parquet"]));
        Assert.Equal(LogicalDigest.OfColumns(_folder["whole.parquet"]), LogicalDigest.OfColumns(_folder["parts.parquet"]));
        Assert.Equal("a history", FileMetadata.Read(_folder["parts.parquet"], ParquetTableWriter.ProvenanceKey));
        Assert.Null(FileMetadata.Read(_folder["whole.parquet"], ParquetTableWriter.ProvenanceKey));
    }

    [Theory]
    [InlineData(1, "i")]
    [InlineData(2, "l")]
    [InlineData(3, "f")]
    [InlineData(4, "d")]
    [InlineData(5, "n")]
    [InlineData(6, "b")]
    [InlineData(7, "s")]
    public void OfColumns_OneValueChanged_ChangesThatColumnAlone(int change, string column)
    {
        ParquetTable.Write(_folder["one.parquet"], Sample(0));
        ParquetTable.Write(_folder["other.parquet"], Sample(change));
        SortedDictionary<string, string> one = LogicalDigest.OfColumns(_folder["one.parquet"]);
        SortedDictionary<string, string> other = LogicalDigest.OfColumns(_folder["other.parquet"]);
        Assert.Equal([column], one.Keys.Where(name => one[name] != other[name]));
        Assert.NotEqual(LogicalDigest.OfAll(one), LogicalDigest.OfAll(other));
    }

    [Fact]
    public void OfColumns_TextsThatJoinAlike_Differ()
    {
        ParquetTable.Write(_folder["one.parquet"], new Table(Column.Of("s", new[] { "ab", "c" })));
        ParquetTable.Write(_folder["other.parquet"], new Table(Column.Of("s", new[] { "a", "bc" })));
        Assert.NotEqual(LogicalDigest.OfColumns(_folder["one.parquet"])["s"], LogicalDigest.OfColumns(_folder["other.parquet"])["s"]);
    }

    [Fact]
    public void OfColumns_MatrixInOneFileOrInParts_IsTheSame()
    {
        var values = new Representations(Enumerable.Range(0, 12).Select(value => (float)value).ToArray(), 4, 3);
        string[] ids = ["a", "b", "c", "d"];
        ArrowMatrix.Write(_folder["whole.arrow"], ids, values);
        using (var writer = new ArrowMatrixWriter(_folder["parts.arrow"], 4, 3, partBytes: 24, "a history"))
        {
            for (int row = 0; row < 4; row++)
            {
                writer.Append(ids[row], values.Row(row));
            }
        }

        Assert.True(Directory.Exists(_folder["parts.arrow"]));
        Assert.Equal(LogicalDigest.OfColumns(_folder["whole.arrow"]), LogicalDigest.OfColumns(_folder["parts.arrow"]));
        Assert.Equal("a history", FileMetadata.Read(_folder["parts.arrow"], ParquetTableWriter.ProvenanceKey));
        ArrowMatrix.Write(_folder["other.arrow"], ["a", "b", "c", "e"], values);
        Assert.Equal(LogicalDigest.OfColumns(_folder["whole.arrow"])["values"], LogicalDigest.OfColumns(_folder["other.arrow"])["values"]);
        Assert.NotEqual(LogicalDigest.OfColumns(_folder["whole.arrow"])["id"], LogicalDigest.OfColumns(_folder["other.arrow"])["id"]);
    }

    private static Table Sample(int change) => new(
        Column.Of("i", new[] { 1, 2, 3, change == 1 ? 5 : 4 }),
        Column.Of("l", new[] { 1L, 2, 3, change == 2 ? 5 : 4 }),
        Column.Of("f", new[] { 1f, 2, 3, change == 3 ? 4.5f : 4 }),
        Column.Of("d", new[] { 1d, 2, 3, change == 4 ? -0.0 : 0.0 }),
        Column.Of("n", new double?[] { 1, null, change == 5 ? null : 0, 4 }),
        Column.Of("b", new[] { true, false, change == 6, true }),
        Column.Of("s", new[] { "", "ü", change == 7 ? "z" : "y", "x" }));
}
