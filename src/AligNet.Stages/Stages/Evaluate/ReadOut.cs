using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>A linear read-out of frozen representations: multinomial logistic regression whose penalty is chosen inside the images that it learns from
/// (METHOD 8.5 to 8.7).</summary>
/// <param name="Classifier">The read-out.</param>
/// <param name="C">The chosen inverse strength of the penalty.</param>
internal sealed record ReadOut(LinearClassifier Classifier, double C)
{
    // Which penalty predicts best is clear long before the optimum.
    private const double SearchTolerance = 1e-3;

    /// <summary>How a penalty is chosen from several; null where there is one.</summary>
    /// <param name="c">Candidates, ascending.</param>
    /// <param name="seed">Seed of the folds.</param>
    public static RegularisationSettings? Search(IReadOnlyList<double> c, ulong seed) => c.Count < 2
        ? null
        : new RegularisationSettings { Grid = c, Seed = StageSeed.For("folds", seed), Classifier = Of(c) with { Tolerance = SearchTolerance } };

    /// <summary>The classifier with the middle one of some penalties, which is taken where nothing can be held out to choose by.</summary>
    public static LogisticRegressionSettings Of(IReadOnlyList<double> c) => new() { C = c[(c.Count - 1) / 2] };

    /// <summary>Learns a read-out.</summary>
    /// <param name="rows">Representations, standardised.</param>
    /// <param name="labels">Their classes, from 0.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="c">Penalties to choose from.</param>
    /// <param name="seed">Seed of the folds.</param>
    public static ReadOut Fit(Representations rows, int[] labels, int classes, IReadOnlyList<double> c, ulong seed)
    {
        LogisticRegressionSettings settings = Of(c);
        if (Search(c, seed) is { } search)
        {
            settings = settings with { C = RegularisationChoice.Choose(rows, labels, classes, search).C };
        }

        return new ReadOut(LogisticRegression.Fit(rows, labels, classes, settings).Classifier, settings.C);
    }
}
