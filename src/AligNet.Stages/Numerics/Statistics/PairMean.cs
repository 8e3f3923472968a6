using AligNet.Numerics.Metrics;

namespace AligNet.Numerics.Statistics;

/// <summary>Mean of a measure over the image pairs of one kind.</summary>
/// <param name="Interval">The mean with its interval; all NaN without a pair.</param>
/// <param name="PValue">Two-sided p-value of the mean against 0: Student's t of mean over bootstrap standard error, units − 1 degrees of freedom. It is not bounded by the
/// number of resamples, so that it survives a correction for many comparisons. NaN without an interval.</param>
/// <param name="Pairs">Pairs of that kind.</param>
public readonly record struct PairMean(BootstrapInterval Interval, double PValue, long Pairs);
