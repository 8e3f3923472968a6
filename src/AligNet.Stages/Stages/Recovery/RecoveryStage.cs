using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Recovery;

/// <summary>Compares the embedding that VICE inferred from a simulated study with the one that was planted: number of dimensions, and the
/// correlation of the two matrices of similarities (dot products, upper triangles).</summary>
public sealed class RecoveryStage : Stage<RecoveryOptions>
{
    /// <inheritdoc/>
    public override string Name => "recovery";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["recovery.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, RecoveryOptions options)
    {
        NpyArray planted = NpyFile.Read(Path.Combine(context.DataRoot, "truth", "concepts.npy"));
        (int objects, int dims) = ((int)planted.Shape[0], (int)planted.Shape[1]);
        var truth = new Representations(planted.ToSingles(), objects, dims);
        using ArrowMatrix loc = ArrowMatrix.Open(context.Input("loc"));
        float[] rectified = [.. loc.Values.ToArray().Select(value => MathF.Max(value, 0))];
        var inferred = new Representations(rectified, loc.Values.Rows, loc.Values.Dim);
        double[] expected = Rsm.UpperTriangle(truth, SimilarityMeasure.Dot);
        double[] found = Rsm.UpperTriangle(inferred, SimilarityMeasure.Dot);
        double pearson = Correlation.Pearson(expected, found);
        context.WriteTable("recovery.parquet", new Table(
            Column.Of("objects", new[] { objects }),
            Column.Of("planted_dims", new[] { dims }),
            Column.Of("inferred_dims", new[] { inferred.Dim }),
            Column.Of("similarity_pearson", new[] { pearson }),
            Column.Of("similarity_spearman", new[] { Correlation.Spearman(expected, found) })));
        context.Progress.Log($"Recovery: {inferred.Dim} dimensions inferred, {dims} planted; similarities correlate at {pearson:F3}.");
    }
}
