namespace AligNet.Numerics.Clustering;

/// <summary>One point of the elbow curve.</summary>
/// <param name="K">Number of clusters.</param>
/// <param name="Inertia">Sum of squared distances of rows to their centroids.</param>
/// <param name="Iterations">Lloyd iterations it took.</param>
public readonly record struct ElbowPoint(int K, double Inertia, int Iterations);
