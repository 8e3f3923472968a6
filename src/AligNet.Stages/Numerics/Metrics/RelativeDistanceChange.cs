using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>How the distance of each pair of images changed, relative to the other pairs.</summary>
/// <remarks>Source: METHOD section 8.8, paper B.3.2. Pairs are ordered as in <see cref="Rsm.UpperTriangle(Representations, SimilarityMeasure)"/>; z-scores use
/// the population standard deviation over all pairs, and are NaN when no pair differs.</remarks>
public static class RelativeDistanceChange
{
    /// <summary>Distance of each pair of rows; n(n − 1)/2 values, NaN where the measure has none.</summary>
    /// <param name="rows">n representations.</param>
    /// <param name="measure">What distance means.</param>
    public static double[] Distances(Representations rows, DistanceMeasure measure = DistanceMeasure.Euclidean)
    {
        double[] distances = Rsm.UpperTriangle(rows, measure == DistanceMeasure.Cosine ? SimilarityMeasure.Cosine : SimilarityMeasure.NegativeEuclidean);
        for (int pair = 0; pair < distances.Length; pair++)
        {
            distances[pair] = measure == DistanceMeasure.Cosine ? 1 - distances[pair] : Math.Abs(distances[pair]);
        }

        return distances;
    }

    /// <summary>The change of each pair in standard deviations; negative where images moved together.</summary>
    /// <param name="before">Distances before.</param>
    /// <param name="after">The same pairs' distances after.</param>
    /// <param name="reading">What is z-scored.</param>
    /// <param name="changes">Receives one value a pair.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static void Compute(ReadOnlySpan<double> before, ReadOnlySpan<double> after, DistanceChangeReading reading, Span<double> changes)
    {
        if (before.Length != after.Length || changes.Length != before.Length)
        {
            throw new ArgumentException($"Expected the same pairs, got {before.Length} before, {after.Length} after and room for {changes.Length}.", nameof(after));
        }

        double[] from = before.ToArray();
        double[] to = after.ToArray();
        if (reading == DistanceChangeReading.ChangeOfZScores)
        {
            Standardise(from);
            Standardise(to);
        }

        for (int pair = 0; pair < from.Length; pair++)
        {
            to[pair] -= from[pair];
        }

        if (reading == DistanceChangeReading.ZScoreOfChange)
        {
            Standardise(to);
        }

        to.CopyTo(changes);
    }

    /// <summary>How closely two images are related: the first of the groupings that they share, or the number of groupings when they share none.</summary>
    /// <param name="levels">Groupings of the images, finest first.</param>
    /// <param name="first">An image.</param>
    /// <param name="second">Another one.</param>
    public static int Relation(IReadOnlyList<int[]> levels, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(levels);
        int relation = 0;
        while (relation < levels.Count && levels[relation][first] != levels[relation][second])
        {
            relation++;
        }

        return relation;
    }

    /// <summary>Mean change by how closely two images are related.</summary>
    /// <param name="changes">n(n − 1)/2 values.</param>
    /// <param name="levels">Groupings of the n images, finest first, such as class, basic category, superordinate category: one group an image each.</param>
    /// <returns>Levels + 1 means: of the pairs that share the first grouping, of those that share the second but not the first, …, and last of those
    /// that share none; NaN where there is no such pair.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static double[] MeansByRelation(ReadOnlySpan<double> changes, params int[][] levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        int images = levels.Length == 0 ? 0 : levels[0].Length;
        if (levels.Any(level => level.Length != images) || changes.Length != (long)images * (images - 1) / 2)
        {
            throw new ArgumentException($"Expected a group of every image at every level, and one change a pair; got {changes.Length} changes of {images} images.", nameof(levels));
        }

        double[] sums = new double[levels.Length + 1];
        int[] counts = new int[levels.Length + 1];
        int pair = 0;
        for (int first = 0; first < images; first++)
        {
            for (int second = first + 1; second < images; second++, pair++)
            {
                int relation = Relation(levels, first, second);
                sums[relation] += changes[pair];
                counts[relation]++;
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }

    /// <summary>Mean change between each two groups of images.</summary>
    /// <param name="changes">n(n − 1)/2 values.</param>
    /// <param name="groups">n groups, each from 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">Number of groups.</param>
    /// <returns>count × count values, symmetric; on the diagonal the mean within the group; NaN where there is no pair.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a group is out of range.</exception>
    public static double[] MeansBetweenGroups(ReadOnlySpan<double> changes, ReadOnlySpan<int> groups, int count)
    {
        if (changes.Length != (long)groups.Length * (groups.Length - 1) / 2 || groups.ContainsAnyExceptInRange(0, count - 1))
        {
            throw new ArgumentException($"Expected one change a pair of {groups.Length} images in groups 0 to {count - 1}, got {changes.Length} changes.", nameof(groups));
        }

        double[] sums = new double[count * count];
        int[] counts = new int[count * count];
        int pair = 0;
        for (int first = 0; first < groups.Length; first++)
        {
            for (int second = first + 1; second < groups.Length; second++, pair++)
            {
                int entry = (Math.Min(groups[first], groups[second]) * count) + Math.Max(groups[first], groups[second]);
                sums[entry] += changes[pair];
                counts[entry]++;
            }
        }

        double[] means = new double[sums.Length];
        for (int entry = 0; entry < means.Length; entry++)
        {
            int mirrored = (Math.Min(entry / count, entry % count) * count) + Math.Max(entry / count, entry % count);
            means[entry] = sums[mirrored] / counts[mirrored];
        }

        return means;
    }

    private static void Standardise(Span<double> values)
    {
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        double variance = 0;
        foreach (double value in values)
        {
            variance += (value - mean) * (value - mean) / values.Length;
        }

        bool constant = values.Length == 0 || !values.ContainsAnyExcept(values[0]);
        double deviation = constant ? double.NaN : Math.Sqrt(variance);
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (values[index] - mean) / deviation;
        }
    }
}
