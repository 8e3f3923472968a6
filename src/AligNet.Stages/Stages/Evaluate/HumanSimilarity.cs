using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Representational similarity analysis (METHOD 8.2): Spearman correlation of the upper triangles of a subject's similarity matrix
/// and the human one.</summary>
internal static class HumanSimilarity
{
    /// <summary>Resampling objects sorts all their pairs again each time, so fewer resamples than elsewhere are taken.</summary>
    private const int MostResamples = 200;

    /// <summary>The score of one subject on one set of objects; nothing when there is no human similarity.</summary>
    public static IEnumerable<Metric> Evaluate(Subject subject, string subset, Representations rows, Representations human, int resamples, ulong seed)
    {
        if (human.Rows == 0)
        {
            yield break;
        }

        int count = rows.Rows;
        double[] people = [.. human.ToArray().Select(value => (double)value)];
        foreach ((string name, SimilarityMeasure measure) in new[] { ("spearman, pearson rsm", SimilarityMeasure.Pearson), ("spearman, cosine rsm", SimilarityMeasure.Cosine) })
        {
            double[] rsm = new double[count * count];
            Rsm.Compute(rows, measure, rsm);
            (double? low, double? high) = Intervals.Of(
                count, objects => RsaScore.CompareSelected(rsm, people, count, objects), Math.Min(resamples, MostResamples), seed);
            yield return new Metric(subject.Model, subject.Setting, "rsa", subset, name, RsaScore.Compare(rsm, people, count), low, high, count, "objects");
        }
    }
}
