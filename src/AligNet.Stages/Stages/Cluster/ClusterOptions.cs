namespace AligNet.Stages.Cluster;

/// <summary>Options of k-means on the large image set (METHOD section 4).</summary>
public sealed record ClusterOptions : StageOptions
{
    /// <summary>Number of clusters; 500 for ImageNet in the paper.</summary>
    public int K { get => Read(field); init; } = 500;

    /// <summary>Whether the teacher's representations are transformed before they are clustered.</summary>
    public bool Transformed { get => Read(field); init; } = true;

    /// <summary>Lloyd iterations at most.</summary>
    public int MaxIterations { get => Read(field); init; } = 300;

    /// <summary>Ends when the centroids' summed squared shift falls to this times the mean variance of a column.</summary>
    public double Tolerance { get => Read(field); init; } = 1e-4;

    /// <summary>Values of k whose inertia is computed for the elbow curve; empty: no curve.</summary>
    public int[] ElbowK { get => Read(field); init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (K < 2)
        {
            yield return $"k: expected 2 or more, found {K}.";
        }

        if (MaxIterations < 1)
        {
            yield return $"max_iterations: expected 1 or more, found {MaxIterations}.";
        }

        if (!(Tolerance >= 0))
        {
            yield return $"tolerance: expected 0 or more, found {Tolerance}.";
        }

        if (ElbowK.Any(k => k < 1) || !ElbowK.SequenceEqual(ElbowK.Distinct().Order()))
        {
            yield return $"elbow_k: expected ascending values of 1 or more, found [{string.Join(", ", ElbowK)}].";
        }
    }
}
