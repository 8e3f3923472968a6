namespace AligNet.Tests.Reference;

/// <summary>k-means written the obvious way, in double: the twin of the blocked one.</summary>
internal static class ReferenceKMeans
{
    public static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int column = 0; column < x.Length; column++)
        {
            sum += ((double)x[column] - y[column]) * ((double)x[column] - y[column]);
        }

        return sum;
    }

    public static int Nearest(ReadOnlySpan<float> row, float[] centroids)
    {
        (int nearest, double least) = (0, double.PositiveInfinity);
        for (int cluster = 0; cluster < centroids.Length / row.Length; cluster++)
        {
            double distance = SquaredDistance(row, centroids.AsSpan(cluster * row.Length, row.Length));
            (nearest, least) = distance < least ? (cluster, distance) : (nearest, least);
        }

        return nearest;
    }

    public static double Inertia(float[] rows, int dim, int[] labels, float[] centroids)
    {
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            sum += SquaredDistance(rows.AsSpan(row * dim, dim), centroids.AsSpan(labels[row] * dim, dim));
        }

        return sum;
    }

    public static float[] Means(float[] rows, int dim, int[] labels, int k)
    {
        double[] sums = new double[k * dim];
        for (int index = 0; index < rows.Length; index++)
        {
            sums[(labels[index / dim] * dim) + (index % dim)] += rows[index];
        }

        int[] counts = [.. Enumerable.Range(0, k).Select(cluster => labels.Count(label => label == cluster))];
        return [.. sums.Select((sum, index) => (float)(sum / counts[index / dim]))];
    }
}
