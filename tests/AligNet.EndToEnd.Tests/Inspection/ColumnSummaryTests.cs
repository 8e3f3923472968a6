using AligNet.Build.Inspection;
using AligNet.Numerics;

namespace AligNet.EndToEnd.Tests.Inspection;

public class ColumnSummaryTests
{
    [Fact]
    public void Cells_NumbersAndLists_AgreeWithTwoPasses()
    {
        var random = new Pcg32(3);
        float[][] rows = [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 7).Select(_ => (float)(1e6 + random.NextGaussian())).ToArray())];
        var summary = new ColumnSummary();
        Array.ForEach(rows, row => summary.Add(row));

        double[] all = [.. rows.SelectMany(row => row).Select(value => (double)value)];
        double mean = all.Average();
        double std = Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));

        Assert.Equal(["350", "0", "0", TableText.Cell(all.Min()), TableText.Cell(all.Max()), TableText.Cell(mean), TableText.Cell(std)], summary.Cells);
    }

    [Fact]
    public void Cells_TextsAndNulls_AreCountedWithoutFigures()
    {
        var summary = new ColumnSummary();
        summary.Add("a");
        summary.Add(null);

        Assert.Equal(["1", "1", "0", "", "", "", ""], summary.Cells);
    }
}
