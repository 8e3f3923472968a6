namespace AligNet.Numerics.Clustering;

/// <summary>A clustering.</summary>
/// <param name="Labels">The cluster of each row, in [0, k): the one whose centroid is nearest.</param>
/// <param name="Centroids">k × dim, row-major.</param>
/// <param name="Inertia">Sum over rows of the squared distance to the centroid of their cluster.</param>
/// <param name="Iterations">Lloyd iterations, the last one, which changed nothing, included.</param>
/// <param name="Converged">Whether it ended by unchanged labels or by the tolerance, not by the limit of iterations.</param>
public sealed record KMeansResult(int[] Labels, float[] Centroids, double Inertia, int Iterations, bool Converged);
