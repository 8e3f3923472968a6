using AligNet.Domain;
using AligNet.Numerics.Clustering;
using AligNet.Numerics;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class KMeansTests
{
    // Centroids and distances are float32 sums of a few dozen terms.
    private const double Float32Relative = 1e-5;

    [Theory]
    [InlineData(500, 7, 5)]
    [InlineData(301, 37, 19)]
    [InlineData(97, 64, 97)]
    [InlineData(50, 3, 1)]
    public void Fit_Converged_IsAFixedPointOfThePlainIteration(int count, int dim, int k)
    {
        float[] values = Blobs(count, dim, 11);
        KMeansResult result = Fit(new Representations(values, count, dim), k, new KMeansSettings { Seed = 3, Tolerance = 0 });

        Assert.True(result.Converged);
        Assert.All(Enumerable.Range(0, count), row => Assert.Equal(ReferenceKMeans.Nearest(values.AsSpan(row * dim, dim), result.Centroids), result.Labels[row]));
        double inertia = ReferenceKMeans.Inertia(values, dim, result.Labels, result.Centroids);
        Assert.Equal(inertia, result.Inertia, (inertia * Float32Relative) + 1e-6);
        float[] means = ReferenceKMeans.Means(values, dim, result.Labels, k);
        Assert.All(means.Zip(result.Centroids), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Fit_EndedByTolerance_LabelsBelongToTheReturnedCentroids()
    {
        (int count, int dim) = (1000, 12);
        float[] values = Blobs(count, dim, 15);
        KMeansResult result = Fit(new Representations(values, count, dim), 30, new KMeansSettings { Seed = 3, Tolerance = 0.5 });

        Assert.True(result.Converged);
        Assert.All(Enumerable.Range(0, count), row => Assert.Equal(ReferenceKMeans.Nearest(values.AsSpan(row * dim, dim), result.Centroids), result.Labels[row]));
    }

    [Fact]
    public void Fit_AnyNumberOfThreadsOrPartitions_GivesTheSameBytes()
    {
        (int count, int dim, int k) = (2000, 33, 20);
        float[] values = Blobs(count, dim, 4);
        KMeansResult one = Fit(new Representations(values, count, dim), k, new KMeansSettings { Seed = 9, Tolerance = 0, Threads = 1 });
        ReadOnlyMemory<float>[] parts = [values.AsMemory(0, 700 * dim), values.AsMemory(700 * dim, 700 * dim), values.AsMemory(1400 * dim)];
        foreach (int threads in new[] { 2, 5 })
        {
            KMeansResult other = Fit(new Representations(parts, count, dim, 700), k, new KMeansSettings { Seed = 9, Tolerance = 0, Threads = threads });

            Assert.Equal(one.Labels, other.Labels);
            Assert.Equal(one.Centroids, other.Centroids);
            Assert.Equal(one.Inertia, other.Inertia);
            Assert.Equal(one.Iterations, other.Iterations);
        }
    }

    [Fact]
    public void Fit_Progress_NeverRises()
    {
        var seen = new List<double>();
        KMeansResult result = Fit(
            new Representations(Blobs(800, 10, 1), 800, 10), 12, new KMeansSettings { Tolerance = 0 }, (iteration, inertia) =>
            {
                seen.Add(inertia);
                Assert.Equal(seen.Count, iteration);
            });

        Assert.Equal(result.Iterations, seen.Count);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second <= pair.First * (1 + Float32Relative)));
    }

    [Fact]
    public void Fit_FewerDistinctRowsThanClusters_EndsWithoutInertia()
    {
        float[] values = [.. Enumerable.Range(0, 60).Select(index => (float)(index / 3 % 4))];
        KMeansResult result = Fit(new Representations(values, 20, 3), 9, new KMeansSettings());

        Assert.Equal(0, result.Inertia, 1e-9);
        Assert.All(result.Centroids, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Fit_WrongInput_SaysWhatIsWrong()
    {
        float[] values = Blobs(10, 4, 1);
        StageException tooMany = Assert.Throws<StageException>(() => Fit(new Representations(values, 10, 4), 11, new KMeansSettings()));
        Assert.Contains("k is 11, but there are 10 images", tooMany.Message, StringComparison.Ordinal);

        values[22] = float.NaN;
        StageException notFinite = Assert.Throws<StageException>(() => Fit(new Representations(values, 10, 4), 2, new KMeansSettings()));
        Assert.Contains("row 5, column 2", notFinite.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => KMeans.Fit(
            new Representations(Blobs(500, 8, 2), 500, 8), 20, new KMeansSettings { Tolerance = 0 }, (_, _) => source.Cancel(), source.Token));
    }

    [Fact]
    public void Fit_MoreRowsThanTheStartReads_StillFindsTheBlobs()
    {
        (int count, int dim, int k) = (5000, 6, 5);
        float[] values = Blobs(count, dim, 21);
        var rows = new Representations(values, count, dim);
        KMeansResult all = Fit(rows, k, new KMeansSettings { Seed = 1 });
        KMeansResult sampled = Fit(rows, k, new KMeansSettings { Seed = 1, StartRows = 100 });

        Assert.Equal(all.Inertia, sampled.Inertia, all.Inertia * 0.01);
    }

    private static KMeansResult Fit(Representations rows, int k, KMeansSettings settings, Action<int, double>? progress = null) =>
        KMeans.Fit(rows, k, settings, progress, TestContext.Current.CancellationToken);

    /// <summary>Five well separated blobs around an offset, in turn.</summary>
    internal static float[] Blobs(int count, int dim, ulong seed)
    {
        var rng = new Pcg32(seed);
        double[] centres = [.. Enumerable.Range(0, 5 * dim).Select(_ => 3 + (8 * rng.NextGaussian()))];
        return [.. Enumerable.Range(0, count * dim).Select(index => (float)(centres[(index / dim % 5 * dim) + (index % dim)] + rng.NextGaussian()))];
    }
}
