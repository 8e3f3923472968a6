using AligNet.Domain;
using AligNet.Numerics.Clustering;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class ElbowCurveTests
{
    [Fact]
    public void Compute_FiveBlobs_BendsAtFive()
    {
        // Blobs at equal distances, so that each cluster up to the fifth saves as much as the one before.
        var rng = new Pcg32(12);
        float[] values = [.. Enumerable.Range(0, 600 * 8).Select(index => (float)rng.NextGaussian() + (index % 8 == index / 8 % 5 ? 30 : 0))];
        var rows = new Representations(values, 600, 8);
        var told = new List<ElbowPoint>();
        ElbowPoint[] points = ElbowCurve.Compute(rows, [1, 2, 3, 4, 5, 6, 8, 10], new KMeansSettings { Seed = 2 }, told.Add, TestContext.Current.CancellationToken);

        Assert.Equal(points, told);
        Assert.Equal(points.OrderByDescending(point => point.Inertia), points);
        Assert.Equal(5, ElbowCurve.Elbow(points));
    }

    [Fact]
    public void Elbow_GridFarFromZero_ScalesBothAxes()
    {
        ElbowPoint[] points = [new(50, 10, 1), new(60, 4, 1), new(70, 3, 1), new(80, 2.5, 1), new(90, 2.2, 1), new(100, 2, 1)];

        Assert.Equal(60, ElbowCurve.Elbow(points));
    }

    [Fact]
    public void Elbow_NothingBelowTheChord_IsNull()
    {
        Assert.Null(ElbowCurve.Elbow([new(1, 9, 1), new(2, 5, 1)]));
        Assert.Null(ElbowCurve.Elbow([new(1, 9, 1), new(2, 8, 1), new(3, 7, 1)]));
        Assert.Null(ElbowCurve.Elbow([new(1, 9, 1), new(2, 9, 1), new(3, 9, 1)]));
    }
}
