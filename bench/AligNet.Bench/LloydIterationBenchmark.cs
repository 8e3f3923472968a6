using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Clustering;
using AligNet.Tests.Reference;
using BenchmarkDotNet.Attributes;

namespace AligNet.Bench;

/// <summary>One Lloyd iteration over 4,096 rows of 256 values and 100 clusters on one thread, against the obvious loops. The blocked
/// one also centres the rows before and finds their final labels after, which the loops do not.</summary>
public class LloydIterationBenchmark
{
    private const int Rows = 4096;
    private const int Dim = 256;
    private const int Clusters = 100;

    private float[] _values = null!;
    private float[] _centroids = null!;
    private Representations _rows = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Pcg32(1);
        _values = [.. Enumerable.Range(0, Rows * Dim).Select(_ => (float)random.NextGaussian())];
        _centroids = _values[..(Clusters * Dim)];
        _rows = new Representations(_values, Rows, Dim);
    }

    [Benchmark(Baseline = true)]
    public float[] ObviousLoops()
    {
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => ReferenceKMeans.Nearest(_values.AsSpan(row * Dim, Dim), _centroids))];
        return ReferenceKMeans.Means(_values, Dim, labels, Clusters);
    }

    [Benchmark]
    public KMeansResult Blocked() => KMeans.FitFrom(
        _rows, new Representations(_centroids, Clusters, Dim), new KMeansSettings { MaxIterations = 1, Threads = 1 });
}
