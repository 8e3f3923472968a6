using AligNet.Numerics.Metrics;
using MathNet.Numerics.Distributions;

namespace AligNet.Numerics.Statistics;

/// <summary>Intervals of statistics that a bootstrap would bias, since a resample's repeated images are exactly alike (a spectrum, the similarity of two
/// geometries): groups of units are left out in turn.</summary>
/// <remarks>Source: J. Shao and D. Tu, The Jackknife and Bootstrap (1995), section 2.3, delete-a-group; ends by Student's t with groups − 1 degrees of freedom. METHOD
/// section 8.10.</remarks>
public sealed class GroupJackknife
{
    private readonly double[] _all;
    private readonly double[][] _left;

    private GroupJackknife(double[] all, double[][] left) => (_all, _left) = (all, left);

    /// <summary>Takes several statistics of all units, and of all without each group.</summary>
    /// <param name="units">The unit of each row (such as the class of each image), any numbers.</param>
    /// <param name="groups">Groups to deal the units into, 2 or more; fewer when there are fewer units.</param>
    /// <param name="statistics">Takes row numbers, ascending; always returns as many values. Called from several threads at once.</param>
    public static GroupJackknife Run(ReadOnlySpan<int> units, int groups, Func<int[], double[]> statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        var places = new Dictionary<int, int>();
        int[] place = new int[units.Length];
        for (int row = 0; row < place.Length; row++)
        {
            places.TryAdd(units[row], places.Count);
            place[row] = places[units[row]];
        }

        int used = Math.Min(groups, places.Count);
        double[][] left = new double[used < 2 ? 0 : used][];
        Parallel.For(0, left.Length, group => left[group] = statistics([.. Enumerable.Range(0, place.Length).Where(row => place[row] % used != group)]));
        return new GroupJackknife(statistics([.. Enumerable.Range(0, place.Length)]), left);
    }

    /// <summary>A statistic with its interval and its two-sided p-value against 0.</summary>
    /// <param name="combine">What is made of the statistics: one of them, or the difference of two.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <returns>Ends and p-value are NaN when there are fewer than two groups or a value is NaN; without any spread p is 1 at 0 and 0 elsewhere.</returns>
    public (BootstrapInterval Interval, double PValue) Of(Func<double[], double> combine, double confidence)
    {
        ArgumentNullException.ThrowIfNull(combine);
        double estimate = combine(_all);
        double[] values = [.. _left.Select(combine)];
        if (values.Length < 2 || double.IsNaN(estimate) || values.Any(double.IsNaN))
        {
            return (new BootstrapInterval(estimate, double.NaN, double.NaN), double.NaN);
        }

        double mean = values.Average();
        double error = Math.Sqrt((values.Length - 1.0) / values.Length * values.Sum(value => (value - mean) * (value - mean)));
        double reach = error * StudentT.InvCDF(0, 1, values.Length - 1, 0.5 * (1 + confidence));
        double p = error > 0 ? 2 * StudentT.CDF(0, 1, values.Length - 1, -Math.Abs(estimate) / error) : estimate == 0 ? 1 : 0;
        return (new BootstrapInterval(estimate, estimate - reach, estimate + reach), p);
    }
}
