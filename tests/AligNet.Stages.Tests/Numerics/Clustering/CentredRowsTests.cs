using AligNet.Domain;
using AligNet.Numerics.Clustering;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class CentredRowsTests
{
    // Means and variances are double sums of float32 values.
    private const double DoubleRelative = 1e-12;

    [Fact]
    public void Of_Rows_FindsMeansAndVariance()
    {
        (int count, int dim) = (1003, 5);
        float[] values = [.. KMeansTests.Blobs(count, dim, 7).Select(value => value + 1e4f)];
        CentredRows rows = Of(values, dim, threads: 2);

        double variance = 0;
        for (int column = 0; column < dim; column++)
        {
            double[] own = [.. values.Where((_, index) => index % dim == column).Select(value => (double)value)];
            Assert.Equal(own.Average(), rows.Mean[column], own.Average() * DoubleRelative);
            variance += own.Average(value => Math.Pow(value - own.Average(), 2)) / dim;
        }

        Assert.Equal(variance, rows.MeanVariance, variance * 1e-9);
    }

    [Fact]
    public void ForEachBlock_AnyThreads_VisitsEveryRowOnceAndSegmentsInOrder()
    {
        (int count, int dim) = (1003, 3);
        CentredRows rows = Of(KMeansTests.Blobs(count, dim, 7), dim, threads: 3);
        int segments = rows.Segments(1);
        int[] visits = new int[count], last = new int[segments];
        rows.ForEachBlock(segments, (segment, first, block, _) =>
        {
            Assert.True(first >= last[segment]);
            last[segment] = first + block;
            for (int row = first; row < first + block; row++)
            {
                visits[row]++;
            }
        });

        Assert.All(visits, visit => Assert.Equal(1, visit));
    }

    [Fact]
    public void Segments_AnyThreads_DependOnTheShapeAlone()
    {
        // Sums are added segment by segment: their number decides the rounding.
        float[] values = KMeansTests.Blobs(1003, 3, 7);
        foreach (long bytes in new[] { 1L, 1 << 20, 1 << 25, 1L << 40 })
        {
            Assert.Equal(Of(values, 3, 1).Segments(bytes), Of(values, 3, 7).Segments(bytes));
        }
    }

    private static CentredRows Of(float[] values, int dim, int threads) =>
        CentredRows.Of(new Representations(values, values.Length / dim, dim), threads, TestContext.Current.CancellationToken);
}
