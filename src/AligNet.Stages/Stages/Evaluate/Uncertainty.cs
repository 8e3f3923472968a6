using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Entropy of a subject's triplet probabilities against people's log response time and against the entropy of their responses
/// (METHOD 8.4).</summary>
/// <remarks>Probabilities are the softmax of dot products over a temperature. Representations differ in scale by orders of magnitude, so
/// each subject gets the temperature that makes the judged objects' triplets most likely; nothing of the levels' data enters it.</remarks>
internal static class Uncertainty
{
    /// <summary>The correlations of one subject by level and over all.</summary>
    public static IEnumerable<Metric> Evaluate(Subject subject, LevelTriplet[] triplets, double temperature, EvaluateOptions options, ulong seed)
    {
        double[] entropies = Entropies(subject, triplets, temperature);
        double?[] times = [.. triplets.Select(triplet => MeanLogTime(triplet, options.MaxResponseTimeMs))];
        double[] responses = [.. triplets.Select(triplet => NoiseCeiling.ResponseEntropy(triplet.Responses))];
        string[] levels = [.. triplets.Select(triplet => triplet.Type).Distinct()];
        foreach (string level in levels.Append("all levels"))
        {
            int[] rows = [.. Enumerable.Range(0, triplets.Length).Where(row => level == "all levels" || triplets[row].Type == level)];
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
                (double? low, double? high) = Intervals.Of(
                    used.Length,
                    units => Correlation.Spearman([.. units.Select(unit => model[unit])], [.. units.Select(unit => people[unit])]),
                    options.BootstrapSamples, seed);
                yield return new Metric(subject.Model, subject.Setting, "uncertainty", level, name, Correlation.Spearman(model, people), low, high, used.Length, "triplets");
            }
        }
    }

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
            Column.Of("p_majority", triplets.Select((_, row) => probabilities[row * 3]).ToArray()),
            Column.Of("p_other_1", triplets.Select((_, row) => probabilities[(row * 3) + 1]).ToArray()),
            Column.Of("p_other_2", triplets.Select((_, row) => probabilities[(row * 3) + 2]).ToArray()),
            Column.Of("entropy_nats", entropies),
            Column.Of("response_entropy_nats", triplets.Select(triplet => NoiseCeiling.ResponseEntropy(triplet.Responses)).ToArray()),
            Column.Of("mean_log_response_time_ms", triplets.Select(triplet => MeanLogTime(triplet, maxResponseTimeMs)).ToArray()));
    }

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
