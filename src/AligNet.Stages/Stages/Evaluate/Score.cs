using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>A measure of one subject that can be taken again over resampled units, so that intervals and paired differences come from the
/// same units for every subject.</summary>
internal abstract class Score
{
    /// <summary>Number of units: triplets, participants, objects, images, draws.</summary>
    public abstract int Units { get; }

    /// <summary>How a difference is tested, for people.</summary>
    public virtual string Test => "paired bootstrap";

    /// <summary>The measure over some units, each as often as it is named.</summary>
    public abstract double Of(int[] units);

    /// <summary>The measure over all units.</summary>
    public virtual double OfAll() => Of([.. Enumerable.Range(0, Units)]);

    /// <summary>Its interval over units, and what a comparison with another run needs: one value a unit, or the measure's value on each resample.</summary>
    public virtual (BootstrapInterval Interval, IReadOnlyList<double> Kept, bool Resampled) Take(BootstrapSettings settings)
    {
        (BootstrapInterval interval, double[] values) = Bootstrap.StatisticWithResamples(Units, Of, settings);
        return (interval, values, true);
    }

    /// <summary>This measure minus that of another subject over the same units: the interval and the two-sided p-value.</summary>
    /// <param name="before">The other subject's, of the same kind and number of units.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    public virtual (BootstrapInterval Interval, double PValue) Difference(Score before, BootstrapSettings settings) =>
        Bootstrap.Difference(Units, units => Of(units) - before.Of(units), settings);
}
