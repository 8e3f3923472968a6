namespace AligNet.Numerics.Clustering;

/// <summary>How <see cref="KMeans"/> starts, ends and spreads over threads.</summary>
public sealed record KMeansSettings
{
    /// <summary>Lloyd iterations at most.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Ends when the centroids' summed squared shift is at most this times the mean variance of a column.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Seed of the k-means++ start.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rows that the k-means++ start looks at: of more rows a uniform sample is taken, since the start reads its rows k times.
    /// Never fewer than ten a cluster.</summary>
    public int StartRows { get; init; } = 65_536;

    /// <summary>Threads; 0: one a processor. The result is the same bytes with any number.</summary>
    public int Threads { get; init; }
}
