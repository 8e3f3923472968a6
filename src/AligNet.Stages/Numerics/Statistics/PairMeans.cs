using System.Numerics.Tensors;
using AligNet.Numerics.Metrics;
using MathNet.Numerics.Distributions;

namespace AligNet.Numerics.Statistics;

/// <summary>Means of a measure of image pairs by kind of pair, with intervals: pairs share images, so images (or units of images) are resampled, and two
/// images drawn a and b times give a·b equal pairs.</summary>
/// <remarks>The measure itself (such as <see cref="RelativeDistanceChange"/>'s z-scores) is not computed anew for a resample. An interval is over the
/// resamples that hold such a pair, and has no ends (NaN) when fewer than half do. Images are sorted so that equal kinds of pairs are neighbours; a
/// resample is then one pass over all pairs. METHOD sections 8.8 and 8.10.</remarks>
public static class PairMeans
{
    /// <summary>Means by how closely two images are related, <see cref="RelativeDistanceChange.MeansByRelation"/>, images resampled.</summary>
    /// <param name="values">n(n − 1)/2 values in the order of <see cref="Rsm.UpperTriangle(ReadOnlySpan{double}, int)"/>.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <param name="levels">Groupings of the n images, finest first, such as class, basic category, superordinate category.</param>
    /// <returns>Levels + 1 intervals, finest relation first, the last for pairs that share no group.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or the settings are out of range.</exception>
    public static BootstrapInterval[] ByRelation(ReadOnlySpan<double> values, BootstrapSettings settings, params int[][] levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return [.. ByRelation(values, Apart(levels.Length == 0 ? 0 : levels[0].Length), settings, levels).Select(mean => mean.Interval)];
    }

    /// <summary>Means by how closely two images are related, with the images of a unit (such as a class) resampled together: pairs of two units drawn a
    /// and b times count a·b times, pairs inside a unit drawn a times a times.</summary>
    /// <param name="values">n(n − 1)/2 values.</param>
    /// <param name="units">The unit of each image, any numbers.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <param name="levels">Groupings of the n images, finest first.</param>
    /// <returns>Levels + 1 means, finest relation first, the last for pairs that share no group.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or the settings are out of range.</exception>
    public static PairMean[] ByRelation(ReadOnlySpan<double> values, ReadOnlySpan<int> units, BootstrapSettings settings, params int[][] levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        int images = levels.Length == 0 ? 0 : levels[0].Length;
        if (levels.Any(level => level.Length != images))
        {
            throw new ArgumentException("Expected a group of every image at every level.", nameof(levels));
        }

        IOrderedEnumerable<int> order = Enumerable.Range(0, images).OrderBy(_ => 0);
        foreach (int[] level in Enumerable.Reverse(levels))
        {
            order = order.ThenBy(image => level[image]);
        }

        return Resample(values, [.. order], units, (first, second) => RelativeDistanceChange.Relation(levels, first, second), levels.Length + 1, settings);
    }

    /// <summary>Means between each two groups of images, <see cref="RelativeDistanceChange.MeansBetweenGroups"/>, images resampled.</summary>
    /// <param name="values">n(n − 1)/2 values.</param>
    /// <param name="groups">n groups, each from 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <returns>count × count intervals, row-major and symmetric; on the diagonal within the group; NaN where there is no pair.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, a group is out of range, or the settings are.</exception>
    public static BootstrapInterval[] BetweenGroups(ReadOnlySpan<double> values, ReadOnlySpan<int> groups, int count, BootstrapSettings settings) =>
        [.. BetweenGroups(values, Apart(groups.Length), groups, count, settings).Select(mean => mean.Interval)];

    /// <summary>Means between each two groups of images, with the images of a unit resampled together.</summary>
    /// <param name="values">n(n − 1)/2 values.</param>
    /// <param name="units">The unit of each image, any numbers.</param>
    /// <param name="groups">n groups, each from 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">Number of groups.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <returns>count × count means, row-major and symmetric; on the diagonal within the group; NaN where there is no pair.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, a group is out of range, or the settings are.</exception>
    public static PairMean[] BetweenGroups(ReadOnlySpan<double> values, ReadOnlySpan<int> units, ReadOnlySpan<int> groups, int count, BootstrapSettings settings)
    {
        if (groups.ContainsAnyExceptInRange(0, count - 1))
        {
            throw new ArgumentException($"Expected groups from 0 to {count - 1}.", nameof(groups));
        }

        int[] of = groups.ToArray();
        int Entry(int first, int second) => (Math.Min(of[first], of[second]) * count) + Math.Max(of[first], of[second]);
        PairMean[] upper = Resample(values, [.. Enumerable.Range(0, of.Length).OrderBy(image => of[image])], units, Entry, count * count, settings);
        return [.. Enumerable.Range(0, count * count).Select(entry => upper[(Math.Min(entry / count, entry % count) * count) + Math.Max(entry / count, entry % count)])];
    }

    /// <summary>Every image a unit of its own.</summary>
    private static int[] Apart(int images) => [.. Enumerable.Range(0, images)];

    private static PairMean[] Resample(
        ReadOnlySpan<double> values, int[] order, ReadOnlySpan<int> units, Func<int, int, int> kindOf, int kinds, BootstrapSettings settings)
    {
        int images = order.Length;
        if (values.Length != (long)images * (images - 1) / 2 || units.Length != images)
        {
            throw new ArgumentException($"Expected one value a pair and one unit each of {images} images, got {values.Length} and {units.Length}.", nameof(values));
        }

        Bootstrap.Check(images, settings);
        double[] sorted = Sorted(values, order);
        int[] unitOf = Places(units, order, out int count);
        Run[] runs = Runs(order, kindOf, unitOf);
        double[] pairs = new double[kinds];
        double[] estimate = Means(sorted, runs, [.. Enumerable.Repeat(1.0, images)], pairs);
        double[][] samples = new double[settings.Samples][];
        Parallel.For(0, samples.Length, sample =>
        {
            var generator = new Pcg32(settings.Seed, (ulong)sample);
            double[] draws = new double[count];
            for (int draw = 0; draw < count; draw++)
            {
                draws[generator.NextInt(count)]++;
            }

            samples[sample] = Means(sorted, runs, [.. unitOf.Select(unit => draws[unit])], new double[kinds]);
        });
        double[][] left = settings.Kind == IntervalKind.Bca ? Jackknife(sorted, runs, unitOf, count, kinds) : [];
        return [.. Enumerable.Range(0, kinds).Select(kind => new PairMean(
            Interval(estimate[kind], samples, left, kind, count, settings), PValue(estimate[kind], samples, kind, count), (long)pairs[kind]))];
    }

    /// <summary>The units numbered from 0 as images first name them, for images in another order.</summary>
    private static int[] Places(ReadOnlySpan<int> units, int[] order, out int count)
    {
        var numbers = new Dictionary<int, int>();
        int[] of = new int[order.Length];
        for (int image = 0; image < of.Length; image++)
        {
            numbers.TryAdd(units[image], numbers.Count);
            of[image] = numbers[units[image]];
        }

        count = numbers.Count;
        return [.. order.Select(image => of[image])];
    }

    private static double PValue(double estimate, double[][] samples, int kind, int units)
    {
        double[] values = [.. samples.Select(means => means[kind]).Where(mean => !double.IsNaN(mean))];
        if (double.IsNaN(estimate) || 2 * values.Length < samples.Length || values.Length < 2 || units < 2)
        {
            return double.NaN;
        }

        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return error > 0 ? 2 * StudentT.CDF(0, 1, units - 1, -Math.Abs(estimate) / error) : estimate == 0 ? 1 : 0;
    }

    private static BootstrapInterval Interval(double estimate, double[][] samples, double[][] left, int kind, int units, BootstrapSettings settings)
    {
        double[] values = [.. samples.Select(means => means[kind]).Where(mean => !double.IsNaN(mean))];
        return double.IsNaN(estimate) || 2 * values.Length < samples.Length
            ? new BootstrapInterval(estimate, double.NaN, double.NaN)
            : IntervalEnds.Of(estimate, values, units, settings, () =>
                IntervalEnds.Acceleration([.. left.Select(means => means[kind]).Where(mean => !double.IsNaN(mean))]));
    }

    private static double[][] Jackknife(double[] sorted, Run[] runs, int[] unitOf, int units, int kinds)
    {
        double[][] left = new double[Math.Min(units, IntervalEnds.MostJackknifeGroups)][];
        Parallel.For(0, left.Length, group => left[group] = Means(sorted, runs, [.. unitOf.Select(unit => unit % left.Length == group ? 0.0 : 1)], new double[kinds]));
        return left;
    }

    /// <summary>Weighted mean of every kind of pair; NaN where no pair has weight.</summary>
    /// <param name="sorted">The values, images in their order.</param>
    /// <param name="runs">Stretches of one kind.</param>
    /// <param name="draws">How often each image, in that order, was drawn.</param>
    /// <param name="counts">Receives the weight of each kind.</param>
    private static double[] Means(double[] sorted, Run[] runs, double[] draws, double[] counts)
    {
        double[] sums = new double[counts.Length];
        foreach (Run run in runs)
        {
            double own = draws[run.Row];
            if (own > 0)
            {
                ReadOnlySpan<double> values = sorted.AsSpan(run.First, run.Length);
                ReadOnlySpan<double> others = draws.AsSpan(run.Start, run.Length);
                sums[run.Kind] += own * (run.IsInsideUnit ? TensorPrimitives.Sum(values) : TensorPrimitives.Dot(others, values));
                counts[run.Kind] += own * (run.IsInsideUnit ? run.Length : TensorPrimitives.Sum(others));
            }
        }

        TensorPrimitives.Divide(sums, counts, sums);
        return sums;
    }

    /// <summary>The upper triangle for the images in another order.</summary>
    private static double[] Sorted(ReadOnlySpan<double> values, int[] order)
    {
        double[] sorted = new double[values.Length];
        int next = 0;
        for (int row = 0; row < order.Length; row++)
        {
            for (int column = row + 1; column < order.Length; column++)
            {
                long first = Math.Min(order[row], order[column]);
                int second = Math.Max(order[row], order[column]);
                sorted[next++] = values[(int)((first * order.Length) - (first * (first + 1) / 2) + second - first - 1)];
            }
        }

        return sorted;
    }

    /// <summary>Stretches of each row of the triangle whose pairs are of one kind, and all inside a unit or all between two.</summary>
    private static Run[] Runs(int[] order, Func<int, int, int> kindOf, int[] unitOf)
    {
        List<Run> runs = [];
        int pair = 0;
        for (int row = 0; row < order.Length; row++)
        {
            for (int column = row + 1; column < order.Length;)
            {
                int kind = kindOf(order[row], order[column]);
                bool isInside = unitOf[row] == unitOf[column];
                int start = column;
                while (column < order.Length && kindOf(order[row], order[column]) == kind && unitOf[row] == unitOf[column] == isInside)
                {
                    column++;
                }

                runs.Add(new Run(row, start, column - start, pair, kind, isInside));
                pair += column - start;
            }
        }

        return [.. runs];
    }

    /// <summary>Neighbouring pairs of one kind.</summary>
    /// <param name="Row">Place of the first image.</param>
    /// <param name="Start">Place of the first of the second images.</param>
    /// <param name="Length">Number of second images.</param>
    /// <param name="First">Index of the first pair in the sorted triangle.</param>
    /// <param name="Kind">The kind of pair.</param>
    /// <param name="IsInsideUnit">Whether both images are of one unit.</param>
    private readonly record struct Run(int Row, int Start, int Length, int First, int Kind, bool IsInsideUnit);
}
