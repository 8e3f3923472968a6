using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Judgements by abstraction level: odd-one-out accuracy against the majority response with the leave-one-out noise ceiling (METHOD 8.3), and
/// the entropy of a subject's answers against people's log response time and the entropy of their responses (8.4).</summary>
/// <remarks>Probabilities are the softmax of dot products over a temperature. Representations differ in scale by orders of magnitude, so
/// each subject gets the temperature that makes the judged objects' triplets most likely; nothing of the levels' data enters it.</remarks>
internal static class LevelsTask
{
    private const string AllLevels = "all levels";

    /// <summary>The accuracy of one subject at every level.</summary>
    public static void Accuracy(Measurements found, Subject subject, LevelTriplet[] triplets, TieRule rule)
    {
        foreach (IGrouping<string, LevelTriplet> level in triplets.GroupBy(triplet => triplet.Type))
        {
            Triplet[] images = [.. level.Select(triplet => triplet.Images)];
            double[] correct = Choices.Correct(OddOneOut.Similarities(subject.Evaluation, images, SimilarityMeasure.Dot), rule);
            found.Add(subject.Model, subject.Setting, ("levels", level.Key, "accuracy"), new MeanScore(correct), "triplets");
        }
    }

    /// <summary>What people reach at every level whose triplets have several responses.</summary>
    public static void Ceiling(Measurements found, LevelTriplet[] triplets)
    {
        foreach (IGrouping<string, LevelTriplet> level in triplets.Where(triplet => triplet.Responses.Length > 1).GroupBy(triplet => triplet.Type))
        {
            HumanAgreement.Choices(found, ("levels", level.Key, "accuracy"), [.. level.Select(triplet => triplet.Responses)]);
        }
    }

    /// <summary>How reliable people's mean response times are, by level and over all, over the triplets with as many valid times as most have.</summary>
    public static void TimeReliability(Measurements found, LevelTriplet[] triplets, double maxResponseTimeMs)
    {
        foreach (string level in triplets.Select(triplet => triplet.Type).Distinct().Append(AllLevels))
        {
            double[][] times = [.. triplets.Where(triplet => level == AllLevels || triplet.Type == level)
                .Select(triplet => triplet.ResponseTimesMs.Where(time => time <= maxResponseTimeMs).Select(time => Math.Log(time)).ToArray())];
            HumanAgreement.Times(found, ("uncertainty", level, "entropy and log response time"), times);
        }
    }

    /// <summary>The correlations of one subject's uncertainty with people's, by level and over all.</summary>
    public static void Uncertainty(Measurements found, Subject subject, LevelTriplet[] triplets, double temperature, double maxResponseTimeMs)
    {
        double[] entropies = Entropies(subject, triplets, temperature);
        double?[] times = [.. triplets.Select(triplet => MeanLogTime(triplet, maxResponseTimeMs))];
        double[] responses = [.. triplets.Select(triplet => NoiseCeiling.ResponseEntropy(triplet.Responses))];
        string[] levels = [.. triplets.Select(triplet => triplet.Type).Distinct()];
        foreach (string level in levels.Append(AllLevels))
        {
            int[] rows = [.. Enumerable.Range(0, triplets.Length).Where(row => level == AllLevels || triplets[row].Type == level)];
            int[] timed = [.. rows.Where(row => times[row] is not null)];
            foreach ((string name, int[] used, Func<int, double> human) in new (string, int[], Func<int, double>)[]
            {
                ("entropy and log response time", timed, row => times[row]!.Value),
                ("entropy and response entropy", rows, row => responses[row]),
            })
            {
                if (used.Length < 3)
                {
                    continue;
                }

                double[] model = [.. used.Select(row => entropies[row])];
                double[] people = [.. used.Select(human)];
                var score = new StatisticScore(
                    used.Length, units => Correlation.Spearman([.. units.Select(unit => model[unit])], [.. units.Select(unit => people[unit])]));
                found.Add(subject.Model, subject.Setting, ("uncertainty", level, name), score, "triplets");
            }
        }
    }

    /// <summary>The temperature that makes human triplets most likely to a subject; 1 when there is none.</summary>
    public static double Temperature(Subject subject, Triplet[] triplets) => triplets.Length > 0
        ? TemperatureFit.Fit(OddOneOut.Similarities(subject.Objects, triplets, SimilarityMeasure.Dot)).Temperature
        : 1;

    /// <summary>One row a triplet: the subject's probabilities and entropy beside what people did.</summary>
    public static Table Trials(Subject subject, LevelTriplet[] triplets, double temperature, double maxResponseTimeMs)
    {
        double[] probabilities = Probabilities(subject, triplets, temperature);
        double[] entropies = Entropies(subject, triplets, temperature);
        return new Table(
            Column.Of("model", triplets.Select(_ => subject.Model).ToArray()),
            Column.Of("setting", triplets.Select(_ => subject.Setting).ToArray()),
            Column.Of("triplet", triplets.Select(triplet => triplet.Name).ToArray()),
            Column.Of("type", triplets.Select(triplet => triplet.Type).ToArray()),
            Column.Of("image_1", triplets.Select(triplet => triplet.Images.First).ToArray()),
            Column.Of("image_2", triplets.Select(triplet => triplet.Images.Second).ToArray()),
            Column.Of("image_odd", triplets.Select(triplet => triplet.Images.OddOneOut).ToArray()),
            Column.Of("p_majority", triplets.Select((_, row) => probabilities[row * 3]).ToArray()),
            Column.Of("p_other_1", triplets.Select((_, row) => probabilities[(row * 3) + 1]).ToArray()),
            Column.Of("p_other_2", triplets.Select((_, row) => probabilities[(row * 3) + 2]).ToArray()),
            Column.Of("entropy_nats", entropies),
            Column.Of("response_entropy_nats", triplets.Select(triplet => NoiseCeiling.ResponseEntropy(triplet.Responses)).ToArray()),
            Column.Of("mean_log_response_time_ms", triplets.Select(triplet => MeanLogTime(triplet, maxResponseTimeMs)).ToArray()));
    }

    /// <summary>The table of <see cref="Trials"/> without a row.</summary>
    public static Table NoTrials() => Trials(new Subject("", "", Nothing, Nothing, Nothing, Nothing, Nothing), [], 1, 1);

    private static Representations Nothing => new(Array.Empty<float>(), 0, 1);

    private static double[] Probabilities(Subject subject, LevelTriplet[] triplets, double temperature)
    {
        Triplet[] images = [.. triplets.Select(triplet => triplet.Images)];
        double[] similarities = OddOneOut.Similarities(subject.Evaluation, images, SimilarityMeasure.Dot);
        double[] probabilities = new double[similarities.Length];
        OddOneOut.Probabilities(similarities, temperature, probabilities);
        return probabilities;
    }

    private static double[] Entropies(Subject subject, LevelTriplet[] triplets, double temperature)
    {
        double[] entropies = new double[triplets.Length];
        Entropy.OfRows(Probabilities(subject, triplets, temperature), 3, entropies);
        return entropies;
    }

    private static double? MeanLogTime(LevelTriplet triplet, double longest)
    {
        double[] times = [.. triplet.ResponseTimesMs.Where(time => time <= longest)];
        return times.Length > 0 ? times.Average(Math.Log) : null;
    }
}
