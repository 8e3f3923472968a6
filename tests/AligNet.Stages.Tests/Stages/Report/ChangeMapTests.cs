using AligNet.Artifacts;
using AligNet.Imaging;
using AligNet.Stages.Report;

namespace AligNet.Tests.Stages.Report;

public class ChangeMapTests
{
    [Fact]
    public void DataUri_SignsSizesAndGaps_HaveTheirColours()
    {
        RgbImage picture = ImageDecoder.Decode(Convert.FromBase64String(ChangeMap.DataUri([-2, 0, double.NaN, 5], 2, 2).Split(',')[1]), "test");

        Assert.Equal([(33, 102, 172), (247, 247, 247), (150, 150, 150), (178, 24, 43)], Enumerable.Range(0, 4).Select(pixel => ((int)picture.Pixels[3 * pixel], (int)picture.Pixels[(3 * pixel) + 1], (int)picture.Pixels[(3 * pixel) + 2])));
    }

    [Fact]
    public void DataUri_MoreCategoriesThanCells_AveragesWhatIsKnown()
    {
        // Two by two entries a cell: a gap, 4, 0 and -1, whose mean is 1, halfway to the strongest red.
        const int Count = 2 * ChangeMap.MostCells;
        double[] matrix = [.. Enumerable.Range(0, Count * Count).Select(entry => (entry / Count % 2, entry % 2) switch { (0, 0) => double.NaN, (0, 1) => 4.0, (1, 0) => 0, _ => -1 })];

        RgbImage picture = ImageDecoder.Decode(Convert.FromBase64String(ChangeMap.DataUri(matrix, Count, 2).Split(',')[1]), "test");

        Assert.Equal(ChangeMap.MostCells, picture.Width);
        Assert.All(Enumerable.Range(0, picture.Width * picture.Height), pixel => Assert.Equal((212, 136, 145), ((int)picture.Pixels[3 * pixel], (int)picture.Pixels[(3 * pixel) + 1], (int)picture.Pixels[(3 * pixel) + 2])));
    }

    [Fact]
    public void From_RowsOfASetting_OrdersBySuperordinateAndLeavesGaps()
    {
        // Inside cat there is one image, hence no pair.
        string[] one = ["cup", "cup", "cat", "ape", "ape"], two = ["cup", "cat", "cup", "ape", "cup"];
        string Of(string name) => name == "cup" ? "thing" : "animal";
        var table = new Table(
            Column.Of("model", Same("student")), Column.Of("setting", new[] { "alignet", "alignet", "alignet", "alignet", "ud" }), Column.Of("level", Same("basic")),
            Column.Of("category_1", one), Column.Of("superordinate_1", one.Select(Of).ToArray()), Column.Of("category_2", two), Column.Of("superordinate_2", two.Select(Of).ToArray()),
            Column.Of("mean", new[] { 1.0, 2, 2, 3, 9 }), Column.Of("ci_low", new double?[] { 0.5, null, null, null, null }), Column.Of("ci_high", new double?[5]));

        var matrix = CategoryMatrix.From(table, "student", "alignet", "basic");

        Assert.Equal(["ape", "cat", "cup"], matrix.Names);
        Assert.Equal(["animal", "animal", "thing"], matrix.Superordinates);
        Assert.Equal([3, double.NaN, double.NaN, double.NaN, double.NaN, 2, double.NaN, 2, 1], matrix.Means);
        Assert.Equal(0.5, matrix.Low[8]);
        Assert.Empty(CategoryMatrix.From(table, "teacher", "ud", "basic").Names);

        static string[] Same(string text) => [.. Enumerable.Repeat(text, 5)];
    }
}
