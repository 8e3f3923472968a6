using AligNet.Domain;

namespace AligNet.Numerics.Clustering;

/// <summary>k-means: a k-means++ start, then Lloyd's iterations to convergence (METHOD section 4).</summary>
/// <remarks>Conventions are scikit-learn's: data centred first, ended by unchanged labels or by a small shift of the centroids,
/// clusters left empty moved to the farthest rows, labels that belong to the returned centroids. Rows are read in blocks, once an
/// iteration, so they may lie in mapped files. Same rows, settings and machine: same bytes, with any number of threads.</remarks>
public static class KMeans
{
    /// <summary>Clusters rows from a k-means++ start.</summary>
    /// <param name="rows">One row an image.</param>
    /// <param name="k">Number of clusters.</param>
    /// <param name="settings">Start, end and threads.</param>
    /// <param name="progress">Told the iteration and the inertia before its update, or null.</param>
    /// <param name="cancellation">Ends it between blocks.</param>
    /// <exception cref="StageException">There are fewer rows than clusters, or a value is not finite.</exception>
    public static KMeansResult Fit(
        Representations rows, int k, KMeansSettings settings, Action<int, double>? progress = null, CancellationToken cancellation = default)
    {
        CentredRows centred = Centre(rows, k, settings, cancellation);
        int[] start = ChooseStart(centred, rows, k, settings);
        double[] centroids = new double[k * rows.Dim];
        float[] row = new float[rows.Dim];
        for (int cluster = 0; cluster < k; cluster++)
        {
            centred.Copy(start[cluster], row);
            for (int column = 0; column < row.Length; column++)
            {
                centroids[(cluster * row.Length) + column] = row[column];
            }
        }

        return new Lloyd(centred, centroids).Run(settings, progress);
    }

    /// <summary>Clusters rows from given centroids, one a cluster.</summary>
    /// <param name="rows">One row an image.</param>
    /// <param name="start">k × the rows' width.</param>
    /// <param name="settings">End and threads.</param>
    /// <param name="progress">Told the iteration and the inertia before its update, or null.</param>
    /// <param name="cancellation">Ends it between blocks.</param>
    /// <exception cref="StageException">There are fewer rows than clusters, or a value is not finite.</exception>
    public static KMeansResult FitFrom(
        Representations rows, Representations start, KMeansSettings settings, Action<int, double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        CentredRows centred = Centre(rows, start.Rows, settings, cancellation);
        ArgumentOutOfRangeException.ThrowIfNotEqual(start.Dim, rows.Dim);
        double[] centroids = [.. start.ToArray().Select((value, index) => value - centred.Mean[index % rows.Dim])];
        return new Lloyd(centred, centroids).Run(settings, progress);
    }

    /// <summary>The row numbers that <see cref="Fit"/> starts from.</summary>
    internal static int[] ChooseStart(CentredRows centred, Representations rows, int k, KMeansSettings settings)
    {
        int seen = (int)Math.Max(settings.StartRows, 10L * k);
        if (rows.Rows <= seen)
        {
            return KMeansStart.Choose(centred, k, settings.Seed);
        }

        int[] sample = [.. Enumerable.Range(0, rows.Rows)];
        new Pcg32(settings.Seed, stream: 1).Shuffle<int>(sample);
        sample = [.. sample.Take(seen).Order()];
        return [.. KMeansStart.Choose(centred.WithSameMean(rows.Select(sample)), k, settings.Seed).Select(index => sample[index])];
    }

    private static CentredRows Centre(Representations rows, int k, KMeansSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxIterations, 1);
        if (k > rows.Rows)
        {
            throw new StageException(
                $"Clustering: k is {k}, but there are {rows.Rows} images; expected at most one cluster an image. Lower k or give more images.");
        }

        return CentredRows.Of(rows, settings.Threads, cancellation);
    }
}
