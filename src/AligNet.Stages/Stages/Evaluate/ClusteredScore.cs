using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>A mean over trials that are not independent: all trials of a participant are one unit, resampled together, and a difference is tested by flipping
/// the signs of the participants' sums.</summary>
internal sealed class ClusteredScore : Score
{
    private readonly ClusterTotals _totals;

    /// <summary>Takes one value a trial.</summary>
    /// <param name="values">The values.</param>
    /// <param name="clusters">To whom each trial belongs, numbered from 0 without a gap.</param>
    public ClusteredScore(double[] values, int[] clusters)
    {
        _totals = new ClusterTotals(clusters.Max() + 1);
        foreach ((int trial, int cluster) in clusters.Index())
        {
            _totals.Add(cluster, values[trial]);
        }
    }

    /// <inheritdoc/>
    public override int Units => _totals.Clusters;

    /// <inheritdoc/>
    public override string Test => "sign-flip by cluster";

    /// <inheritdoc/>
    public override double Of(int[] units) => units.Sum(unit => _totals.Sums[unit]) / units.Sum(unit => _totals.Counts[unit]);

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, IReadOnlyList<double> Kept, bool Resampled) Take(BootstrapSettings settings) =>
        (ClusterBootstrap.Mean(_totals, settings), Bootstrap.StatisticWithResamples(Units, Of, settings).Values, true);

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, double PValue) Difference(Score before, BootstrapSettings settings)
    {
        ClusterTotals others = ((ClusteredScore)before)._totals;
        return (ClusterBootstrap.Difference(others, _totals, settings).Interval,
            SignFlipTest.PValue(others.Sums, _totals.Sums, Math.Max(settings.Samples, MeanScore.Permutations), settings.Seed));
    }
}
