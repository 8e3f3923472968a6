using System.IO;
using AligNet.Build.Inspection;
using AligNet.Domain;

namespace AligNet.EndToEnd.Tests.Inspection;

public sealed class ArtifactInspectorTests : IClassFixture<SampleArtifact>, IDisposable
{
    private readonly SampleArtifact _artifact;
    private readonly StringWriter _output = new();

    public ArtifactInspectorTests(SampleArtifact artifact) => _artifact = artifact;

    [Fact]
    public void PrintTables_ParquetArrowAndOther_ShowsRowsSchemaAndStatistics()
    {
        _artifact.Inspector.PrintTables(2, Print);

        string[] lines = Lines();
        Assert.Contains("assignments: 30 rows, columns and their statistics", lines);
        Assert.Contains("cluster INTEGER 0.00 3 0 2 1 0.830455", lines);
        Assert.Contains("image-0 0", lines);
        Assert.DoesNotContain("image-2 2", lines);
        Assert.Contains("centroids: 3 rows, columns and their statistics", lines);
        Assert.Contains("centroid fixed_size_list[6] of float 12 1 1 -1 6 1.81818 2.24897", lines);
        Assert.Contains("0 [1, 2, 3, 4, … 6]", lines);
        Assert.Contains("notes.txt 5", lines);
    }

    [Fact]
    public void PrintTables_NoRows_ShowsStatisticsAlone()
    {
        _artifact.Inspector.PrintTables(0, Print);

        Assert.Contains("assignments: 30 rows, columns and their statistics", Lines());
        Assert.DoesNotContain(Lines(), line => line.EndsWith("first rows", StringComparison.Ordinal));
    }

    [Fact]
    public void PrintQuery_OverBothFormats_JoinsThem()
    {
        _artifact.Inspector.PrintQuery(
            "select cluster, count(*) as images, any_value(centroid[2]) as second from assignments join centroids using (cluster) group by all order by all", 10, Print);

        Assert.Equal(["cluster images second", "0 10 2", "1 10 NaN", "2 10 null"], Lines()[1..]);
    }

    [Fact]
    public void PrintQuery_MoreRowsThanAsked_SaysSo()
    {
        _artifact.Inspector.PrintQuery("select id from assignments order by cluster, id", 2, Print);

        Assert.Equal(["id", "image-0", "image-12"], Lines()[1..4]);
        Assert.Equal("There are more rows; --rows=20 shows more.", Lines()[^1]);
    }

    [Fact]
    public void PrintQuery_ThatDuckDbRefuses_IsAnOptionFault() =>
        Assert.StartsWith(
            "DuckDB refuses the query select nothing_there from assignments:",
            Assert.Throws<OptionsException>(() => _artifact.Inspector.PrintQuery("select nothing_there from assignments", 2, Print)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Rows_OfAFileThatIsNotArrow_AreRefusedWithItsName()
    {
        string path = Path.Combine(_artifact.Folder, "notes.txt");

        Assert.StartsWith(path, Assert.Throws<ArtifactException>(() => new ArrowFile(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _output.Dispose();

    private void Print(string title, TableText? table) =>
        _output.WriteLine(table is null ? title : $"{title}{Environment.NewLine}{TablePrinter.Plain(table)}");

    private string[] Lines() =>
    [
        .. _output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];
}
