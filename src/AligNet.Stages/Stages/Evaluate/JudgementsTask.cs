using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Odd-one-out accuracy on human triplets (METHOD 8.1), for dot products and cosines, and representational similarity analysis (8.2): Spearman
/// correlation of the upper triangles of a subject's similarity matrix and the human one.</summary>
internal static class JudgementsTask
{
    /// <summary>A resample of objects weighs all their pairs, millions of them in THINGS, so fewer resamples than elsewhere are taken.</summary>
    private const int MostRsaResamples = 200;

    /// <summary>Triplets that were answered several times, below which they are no ceiling: of few objects chance repeats some.</summary>
    private const int FewestRepeated = 30;

    private static readonly string[] Measures = ["accuracy, dot", "accuracy, cosine"];

    /// <summary>The accuracy of one subject on one list of triplets; nothing when there is none.</summary>
    /// <param name="found">Receives the numbers.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="subset">Which triplets these are.</param>
    /// <param name="rows">Its representations of their objects.</param>
    /// <param name="triplets">The triplets.</param>
    /// <param name="participants">Who judged each, who then are the units; empty where that is not known: triplets are.</param>
    /// <param name="rule">The rule for ties.</param>
    public static void Triplets(Measurements found, Subject subject, string subset, Representations rows, Triplet[] triplets, string[] participants, TieRule rule)
    {
        bool isKnown = participants.Length == triplets.Length && participants.All(participant => participant.Length > 0);
        string[] people = isKnown ? [.. participants.Distinct().Order(StringComparer.Ordinal)] : [];
        int[] numbers = isKnown ? [.. participants.Select(participant => Array.BinarySearch(people, participant, StringComparer.Ordinal))] : [];
        foreach ((string name, SimilarityMeasure measure) in triplets.Length > 0 ? [(Measures[0], SimilarityMeasure.Dot), (Measures[1], SimilarityMeasure.Cosine)] : Array.Empty<(string, SimilarityMeasure)>())
        {
            double[] correct = Choices.Correct(OddOneOut.Similarities(rows, triplets, measure), rule);
            Score score = people.Length > 1 ? new ClusteredScore(correct, numbers) : new MeanScore(correct);
            found.Add(subject.Model, subject.Setting, ("odd-one-out", subset, name), score, people.Length > 1 ? "participants" : "triplets");
        }
    }

    /// <summary>What people reach on triplets that were answered several times; nothing when there are few.</summary>
    public static void Ceiling(Measurements found, string subset, Triplet[] triplets)
    {
        int[][] repeated =
        [
            .. triplets.Select(triplet => (Odd: triplet.OddOneOut, Images: (int[])[.. new[] { triplet.First, triplet.Second, triplet.OddOneOut }.Order()]))
                .GroupBy(answer => (answer.Images[0], answer.Images[1], answer.Images[2]))
                .Select(group => group.Select(answer => Array.IndexOf(answer.Images, answer.Odd)).ToArray()).Where(answers => answers.Length > 1),
        ];
        foreach (string name in repeated.Length >= FewestRepeated ? Measures : [])
        {
            HumanAgreement.Choices(found, ("odd-one-out", subset, name), repeated);
        }
    }

    /// <summary>How often the given human similarity itself chooses as the triplets do: what no model can be expected to beat.</summary>
    public static void HumanTriplets(Measurements found, string subset, Representations similarity, Triplet[] triplets, TieRule rule)
    {
        if (similarity.Rows == 0 || triplets.Length == 0)
        {
            return;
        }

        double[] pairs = [.. triplets.SelectMany(triplet => new double[]
        {
            similarity.Row(triplet.First)[triplet.Second], similarity.Row(triplet.First)[triplet.OddOneOut], similarity.Row(triplet.Second)[triplet.OddOneOut],
        })];
        found.Add("human", "similarity", ("odd-one-out", subset, "accuracy, dot"), new MeanScore(Choices.Correct(pairs, rule)), "triplets");
    }

    /// <summary>The similarity of one subject to the human matrix; nothing when there is none.</summary>
    public static void Similarity(Measurements found, Subject subject, string subset, Representations rows, Representations human)
    {
        if (human.Rows == 0)
        {
            return;
        }

        int count = rows.Rows;
        double[] people = [.. human.ToArray().Select(value => (double)value)];
        foreach ((string name, SimilarityMeasure measure) in new[] { ("spearman, pearson rsm", SimilarityMeasure.Pearson), ("spearman, cosine rsm", SimilarityMeasure.Cosine) })
        {
            double[] rsm = new double[count * count];
            Rsm.Compute(rows, measure, rsm);
            found.Add(subject.Model, subject.Setting, ("rsa", subset, name), new SimilarityScore(rsm, people, count), "objects", MostRsaResamples);
        }
    }
}
