using AligNet.Numerics.Metrics;
using AligNet.Numerics.Statistics;

namespace AligNet.Stages.Evaluate;

/// <summary>Spearman correlation of a subject's similarity matrix with people's. Pairs share objects, so objects are the units that are resampled.</summary>
/// <param name="model">The subject's matrix, objects × objects.</param>
/// <param name="people">People's matrix.</param>
/// <param name="objects">Number of objects.</param>
internal sealed class SimilarityScore(double[] model, double[] people, int objects) : Score
{
    /// <inheritdoc/>
    public override int Units => objects;

    /// <inheritdoc/>
    public override double Of(int[] units) => RsaScore.CompareSelected(model, people, objects, units);

    /// <inheritdoc/>
    public override double OfAll() => RsaScore.Compare(model, people, objects);

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, IReadOnlyList<double> Kept, bool Resampled) Take(BootstrapSettings settings)
    {
        if (objects < 3)
        {
            return base.Take(settings);
        }

        (BootstrapInterval interval, double[] values) = RsaBootstrap.ScoreWithResamples(model, people, objects, settings);
        return (interval, values, true);
    }

    /// <inheritdoc/>
    public override (BootstrapInterval Interval, double PValue) Difference(Score before, BootstrapSettings settings) =>
        objects < 3 ? base.Difference(before, settings) : RsaBootstrap.Difference(((SimilarityScore)before).Matrix, model, people, objects, settings);

    private double[] Matrix => model;
}
