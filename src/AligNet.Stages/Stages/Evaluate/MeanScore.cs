using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>A measure that is the mean of one value a unit. Differences are tested by flipping their signs.</summary>
/// <param name="values">The values.</param>
internal sealed class MeanScore(double[] values) : Score
{
    /// <summary>Random sign patterns where not all can be counted.</summary>
    internal const int Permutations = 10_000;

    /// <inheritdoc/>
    public override int Units => values.Length;

    /// <inheritdoc/>
    public override string Test => "sign-flip";

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Values => values;

    /// <inheritdoc/>
    public override double Of(int[] units)
    {
        double sum = 0;
        foreach (int unit in units)
        {
            sum += values[unit];
        }

        return sum / units.Length;
    }

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, IReadOnlyList<double> Kept, bool Resampled) Take(BootstrapSettings settings) => (Bootstrap.Mean(values, settings), values, false);

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, double PValue) Difference(Score before, BootstrapSettings settings)
    {
        double[] others = [.. ((MeanScore)before).Values];
        return (Bootstrap.PairedDifference(others, values, settings), SignFlipTest.PValue(others, values, Math.Max(settings.Samples, Permutations), settings.Seed));
    }
}
