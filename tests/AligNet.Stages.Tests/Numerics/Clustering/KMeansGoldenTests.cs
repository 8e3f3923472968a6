using AligNet.Domain;
using AligNet.Numerics.Clustering;
using AligNet.Tests.Golden;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class KMeansGoldenTests
{
    [Theory]
    [InlineData("kmeans/lloyd_things")]
    [InlineData("kmeans/lloyd_blobs_offset")]
    [InlineData("kmeans/lloyd_empty_cluster")]
    public void FitFrom_GivenCentres_MatchesTheReference(string name)
    {
        GoldenFixture golden = GoldenFixture.Load(name);
        Check(golden, "", new KMeansSettings());
        for (int iterations = 1; golden.Has($"out_it{iterations}_labels"); iterations++)
        {
            Check(golden, $"it{iterations}_", new KMeansSettings { MaxIterations = iterations, Tolerance = 0 });
        }
    }

    [Fact]
    public void FitFrom_GridOfK_MatchesTheElbowFixture()
    {
        GoldenFixture golden = GoldenFixture.Load("kmeans/elbow_curve");
        Representations rows = Matrix(golden, "in_X");
        int[] start = golden.Integers("in_init_rows");
        ElbowPoint[] points = [.. golden.Integers("in_ks").Select(k =>
        {
            KMeansResult result = KMeans.FitFrom(rows, rows.Select(start.AsSpan(0, k)), new KMeansSettings());
            return new ElbowPoint(k, result.Inertia, result.Iterations);
        })];

        golden.Within("out_inertia", [.. points.Select(point => point.Inertia)]);
        golden.Within("out_n_iter", (ReadOnlySpan<int>)[.. points.Select(point => point.Iterations)]);
        golden.WithinScalar("elbow_k_max_distance_to_chord", ElbowCurve.Elbow(points)!.Value);
    }

    private static void Check(GoldenFixture golden, string prefix, KMeansSettings settings)
    {
        KMeansResult result = KMeans.FitFrom(Matrix(golden, "in_X"), Matrix(golden, "in_init"), settings);

        golden.Within($"out_{prefix}labels", result.Labels);
        golden.Within($"out_{prefix}centers", result.Centroids);
        golden.WithinScalar($"{prefix}inertia", result.Inertia);
        golden.WithinScalar($"{prefix}n_iter", result.Iterations);
    }

    private static Representations Matrix(GoldenFixture golden, string array)
    {
        int[] shape = golden.Shape(array);
        return new Representations(golden.Singles(array), shape[0], shape[1]);
    }
}
