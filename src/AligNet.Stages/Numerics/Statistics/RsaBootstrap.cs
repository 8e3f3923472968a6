using AligNet.Numerics.Metrics;

namespace AligNet.Numerics.Statistics;

/// <summary>Intervals of representational similarity analysis. Pairs of objects share objects and so are not independent: objects are resampled, and a
/// resample's pairs are all pairs of its objects but those of an object with itself.</summary>
/// <remarks>Source: H. Nili et al., A toolbox for representational similarity analysis (2014); METHOD sections 8.2 and 8.10. Same seed, same result, on any
/// number of threads.</remarks>
public static class RsaBootstrap
{
    /// <summary>Interval of the agreement of two matrices, <see cref="RsaScore.Compare"/>.</summary>
    /// <param name="model">n × n values, row-major and symmetric.</param>
    /// <param name="human">The other matrix, of the same kind.</param>
    /// <param name="count">n, 3 or more.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <returns>The interval; everything is NaN when a matrix holds NaN, the ends when some resample's pairs are all equal.</returns>
    /// <exception cref="ArgumentException">A matrix is not n × n, or the settings are out of range.</exception>
    public static BootstrapInterval Score(
        ReadOnlySpan<double> model, ReadOnlySpan<double> human, int count, BootstrapSettings settings, CorrelationKind kind = CorrelationKind.Spearman) =>
        ScoreWithResamples(model, human, count, settings, kind).Interval;

    /// <summary>As <see cref="Score"/>, with the agreement on every resample, which draws the same objects for every model under one seed.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Score"/>.</exception>
    public static (BootstrapInterval Interval, double[] Values) ScoreWithResamples(
        ReadOnlySpan<double> model, ReadOnlySpan<double> human, int count, BootstrapSettings settings, CorrelationKind kind = CorrelationKind.Spearman)
    {
        double[][] triangles = [Rsm.UpperTriangle(human, count), Rsm.UpperTriangle(model, count)];
        (BootstrapInterval interval, _, double[] values) = Resample(triangles, count, settings, kind, scores => scores[0]);
        return (interval, values);
    }

    /// <summary>Interval and two-sided p-value of the change of agreement with the human matrix, the same objects drawn before and after.</summary>
    /// <param name="before">n × n values, row-major and symmetric.</param>
    /// <param name="after">The other model's matrix.</param>
    /// <param name="human">The human matrix.</param>
    /// <param name="count">n, 3 or more.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <exception cref="ArgumentException">A matrix is not n × n, or the settings are out of range.</exception>
    public static (BootstrapInterval Interval, double PValue) Difference(
        ReadOnlySpan<double> before, ReadOnlySpan<double> after, ReadOnlySpan<double> human, int count, BootstrapSettings settings,
        CorrelationKind kind = CorrelationKind.Spearman)
    {
        double[][] triangles = [Rsm.UpperTriangle(human, count), Rsm.UpperTriangle(before, count), Rsm.UpperTriangle(after, count)];
        (BootstrapInterval interval, double probability, _) = Resample(triangles, count, settings, kind, scores => scores[1] - scores[0]);
        return (interval, probability);
    }

    /// <param name="triangles">The human matrix first.</param>
    /// <param name="count">Number of objects.</param>
    /// <param name="settings">Resamples, confidence, seed.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <param name="combine">Takes the correlation of each other matrix with the human one.</param>
    private static (BootstrapInterval Interval, double PValue, double[] Values) Resample(
        double[][] triangles, int count, BootstrapSettings settings, CorrelationKind kind, Func<double[], double> combine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3);
        Bootstrap.Check(count, settings);
        if (triangles.Any(triangle => triangle.Any(double.IsNaN)))
        {
            return (new BootstrapInterval(double.NaN, double.NaN, double.NaN), double.NaN, []);
        }

        PairCorrelation[] lists = [.. triangles.Select(triangle => new PairCorrelation(triangle, kind))];
        int pairs = triangles[0].Length;
        double[] values = new double[settings.Samples];
        Parallel.For(0, values.Length, () => new Workspace(lists, pairs), (sample, _, workspace) =>
        {
            var generator = new Pcg32(settings.Seed, (ulong)sample);
            int[] draws = new int[count];
            for (int draw = 0; draw < count; draw++)
            {
                draws[generator.NextInt(count)]++;
            }

            values[sample] = combine(workspace.Correlate(draws));
            return workspace;
        }, _ => { });
        var all = new Workspace(lists, pairs);
        double estimate = combine(all.Correlate([.. Enumerable.Repeat(1, count)]));
        double probability = values.Any(double.IsNaN) ? double.NaN : Bootstrap.PValue(values);
        return (IntervalEnds.Of(estimate, [.. values], count, settings, () => IntervalEnds.Acceleration(Jackknife(lists, pairs, count, combine))), probability, values);
    }

    private static double[] Jackknife(PairCorrelation[] lists, int pairs, int count, Func<double[], double> combine)
    {
        double[] values = new double[count];
        Parallel.For(0, count, () => new Workspace(lists, pairs), (left, _, workspace) =>
        {
            int[] draws = [.. Enumerable.Repeat(1, count)];
            draws[left] = 0;
            values[left] = combine(workspace.Correlate(draws));
            return workspace;
        }, _ => { });
        return values;
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Workspace(PairCorrelation[] lists, int pairs)
    {
        private readonly int[] _weights = new int[pairs];
        private readonly double[] _human = new double[pairs];
        private readonly double[] _model = new double[pairs];
        private readonly double[] _scores = new double[lists.Length - 1];

        public double[] Correlate(int[] draws)
        {
            PairCorrelation.Weigh(draws, _weights);
            double human = lists[0].Centre(_weights, _human);
            for (int model = 1; model < lists.Length; model++)
            {
                double square = lists[model].Centre(_weights, _model);
                _scores[model - 1] = PairCorrelation.Of(_weights, _model, square, _human, human);
            }

            return _scores;
        }
    }
}
