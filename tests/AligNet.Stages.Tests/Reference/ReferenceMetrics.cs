using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Tests.Reference;

/// <summary>The measures of METHOD section 8 written out from their definitions, without care for speed.</summary>
internal static class ReferenceMetrics
{
    public static double Similarity(ReadOnlySpan<float> x, ReadOnlySpan<float> y, SimilarityMeasure measure)
    {
        double[] a = [.. x.ToArray().Select(value => (double)value)];
        double[] b = [.. y.ToArray().Select(value => (double)value)];
        return measure switch
        {
            SimilarityMeasure.Dot => Dot(a, b),
            SimilarityMeasure.NegativeEuclidean => -Math.Sqrt(a.Zip(b, (left, right) => Math.Pow(left - right, 2)).Sum()),
            SimilarityMeasure.Cosine => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b)),
            _ => Similarity(Offsets(a), Offsets(b)),
        };
    }

    /// <summary>1 + the number of smaller values + half the number of other equal ones.</summary>
    public static double[] Ranks(double[] values) =>
        [.. values.Select(value => 1 + values.Count(other => other < value) + (0.5 * (values.Count(other => other == value) - 1)))];

    public static double Accuracy(Representations rows, Triplet[] triplets, SimilarityMeasure measure) => triplets.Average(triplet =>
    {
        double ij = Similarity(rows.Row(triplet.First), rows.Row(triplet.Second), measure);
        double ik = Similarity(rows.Row(triplet.First), rows.Row(triplet.OddOneOut), measure);
        double jk = Similarity(rows.Row(triplet.Second), rows.Row(triplet.OddOneOut), measure);
        return ij > ik && ij > jk ? 1.0 : 0;
    });

    private static double Similarity(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    private static double[] Offsets(double[] values)
    {
        double mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();
}
