using AligNet.Domain;

namespace AligNet.Numerics.Clustering;

/// <summary>The elbow criterion: inertia over a grid of k, and where the curve bends (METHOD section 4).</summary>
/// <remarks>The paper names the criterion without a formula; here the elbow is the point farthest below the chord from the first
/// point to the last, both axes scaled to [0, 1].</remarks>
public static class ElbowCurve
{
    /// <summary>Clusters the rows with each k, each from a k-means++ start with a seed of its own.</summary>
    /// <param name="rows">One row an image.</param>
    /// <param name="ks">Ascending numbers of clusters.</param>
    /// <param name="settings">As for one clustering; k's seed is derived from its seed and k.</param>
    /// <param name="progress">Told each point as it is found, or null.</param>
    /// <param name="cancellation">Ends it between blocks.</param>
    /// <exception cref="StageException">There are fewer rows than the largest k, or a value is not finite.</exception>
    public static ElbowPoint[] Compute(
        Representations rows, IReadOnlyList<int> ks, KMeansSettings settings, Action<ElbowPoint>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ks);
        ArgumentNullException.ThrowIfNull(settings);
        var points = new ElbowPoint[ks.Count];
        for (int index = 0; index < points.Length; index++)
        {
            KMeansSettings own = settings with { Seed = StageSeed.For($"elbow/{ks[index]}", settings.Seed) };
            KMeansResult result = KMeans.Fit(rows, ks[index], own, cancellation: cancellation);
            points[index] = new ElbowPoint(ks[index], result.Inertia, result.Iterations);
            progress?.Invoke(points[index]);
        }

        return points;
    }

    /// <summary>The k farthest below the chord; null when there are fewer than three points or none lies below it.</summary>
    /// <param name="points">Ascending in k.</param>
    public static int? Elbow(IReadOnlyList<ElbowPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 3)
        {
            return null;
        }

        (ElbowPoint first, ElbowPoint last) = (points[0], points[^1]);
        // A straight line has no elbow, and rounding must not give it one.
        (int? elbow, double farthest) = (null, 1e-9);
        foreach (ElbowPoint point in points)
        {
            double across = (double)(point.K - first.K) / (last.K - first.K);
            double height = (point.Inertia - last.Inertia) / (first.Inertia - last.Inertia);
            double below = 1 - across - height;
            if (below > farthest)
            {
                (elbow, farthest) = (point.K, below);
            }
        }

        return elbow;
    }
}
