using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Clustering;

namespace AligNet.Stages.Cluster;

/// <summary>Groups the large image set by k-means on the teacher's representations (METHOD section 4).</summary>
public sealed class ClusterStage : Stage<ClusterOptions>
{
    /// <inheritdoc/>
    public override string Name => "cluster";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["assignments.parquet", "centroids.arrow", "elbow.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, ClusterOptions options)
    {
        using ArrowMatrix images = ArrowMatrix.Open(context.Input(options.Transformed ? "transformed" : "representations"));
        Representations rows = images.Values;
        foreach (int k in options.ElbowK.Append(options.K))
        {
            if (k > rows.Rows)
            {
                throw new StageException(
                    $"cluster: k is {k}, but there are only {rows.Rows} images. Set cluster.k (and cluster.elbow_k) to at most {rows.Rows}, or name more images in data.images.");
            }
        }

        KMeansSettings settings = Settings(context, options, "k-means");
        KMeansResult result = KMeans.Fit(
            rows, options.K, settings,
            (iteration, inertia) => context.Progress.Report("iterations", iteration, options.MaxIterations, "iterations", $"inertia {inertia:G6}"),
            context.Cancellation);
        context.WriteTable("assignments.parquet", new Table(
            Column.Of("image", Enumerable.Range(0, rows.Rows).ToArray()),
            Column.Of("id", images.Ids.ToArray()),
            Column.Of("cluster", result.Labels)));
        context.WriteMatrix(
            "centroids.arrow", [.. Enumerable.Range(0, options.K).Select(cluster => cluster.ToString())],
            new Representations(result.Centroids, options.K, rows.Dim));
        context.WriteTable("elbow.parquet", Elbow(context, options, rows));
        context.Progress.Log(
            $"Cluster: {options.K} clusters of {rows.Rows} images, inertia {result.Inertia:G6} after {result.Iterations} iterations{(result.Converged ? "" : " (not converged: max_iterations)")}.");
    }

    private static Table Elbow(StageContext context, ClusterOptions options, Representations rows)
    {
        ElbowPoint[] points = options.ElbowK.Length == 0
            ? []
            : ElbowCurve.Compute(rows, options.ElbowK, Settings(context, options, "elbow"), cancellation: context.Cancellation);
        int? elbow = ElbowCurve.Elbow(points);
        return new Table(
            Column.Of("k", points.Select(point => point.K).ToArray()),
            Column.Of("inertia", points.Select(point => point.Inertia).ToArray()),
            Column.Of("iterations", points.Select(point => point.Iterations).ToArray()),
            Column.Of("is_elbow", points.Select(point => point.K == elbow).ToArray()));
    }

    private static KMeansSettings Settings(StageContext context, ClusterOptions options, string purpose) => new()
    {
        MaxIterations = options.MaxIterations,
        Tolerance = options.Tolerance,
        Seed = StageSeed.For($"cluster/{purpose}", context.Seed),
        Threads = context.Threads,
    };
}
