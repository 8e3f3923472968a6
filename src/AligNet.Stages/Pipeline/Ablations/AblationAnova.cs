using AligNet.Numerics.Statistics;

namespace AligNet.Pipeline.Ablations;

/// <summary>The analyses of variance of an ablation: every variant is measured on the same units, subsets or seeds, so these are the subjects of repeated measures.</summary>
/// <remarks>The paper (B.2.3) repeats over data sets, with model and method as conditions.</remarks>
internal static class AblationAnova
{
    /// <summary>Computes what a study asks for.</summary>
    /// <param name="study">The study.</param>
    /// <param name="found">Its numbers.</param>
    /// <param name="notes">Receives what could not be computed, and why.</param>
    public static IReadOnlyList<AblationAnovaRow> Of(AblationStudy study, IReadOnlyList<AblationObservation> found, List<string> notes)
    {
        AblationObservation[] all = [.. found.Where(one => !one.Measure.OnlyChosen)];
        List<AblationAnovaRow> rows = [];
        foreach (AblationRepetition repetition in study.Repeated)
        {
            IEnumerable<IGrouping<string, AblationObservation>> groups = all.GroupBy(one => repetition == AblationRepetition.Subsets ? one.Measure.Name : one.Name);
            foreach (IGrouping<string, AblationObservation> group in groups.Where(group => repetition != AblationRepetition.Subsets || group.First().Measure.Subset.Contains('*', StringComparison.Ordinal)))
            {
                (double[][]? subjects, string what) = Subjects(repetition, study.Variants.Count, [.. group]);
                if (subjects is null || subjects.Length < 2 || subjects.Any(values => values.Any(value => !double.IsFinite(value))))
                {
                    notes.Add($"No analysis of variance of {group.Key} over {what}: {(subjects is null ? "the variants were not measured on the same ones" : subjects.Length < 2 ? "it takes two or more" : "a number is undefined")}.");
                }
                else
                {
                    rows.AddRange(Effects(study, subjects).Select(effect => new AblationAnovaRow(group.Key, what, subjects.Length, effect.Name, effect.Result)));
                }
            }
        }

        return rows;
    }

    /// <summary>One row a subject, one value a variant; null where the variants do not have the same subjects.</summary>
    private static (double[][]? Subjects, string What) Subjects(AblationRepetition repetition, int variants, AblationObservation[] group)
    {
        switch (repetition)
        {
            case AblationRepetition.Units:
                AblationObservation[] first = [.. group.Where(one => one.Seed == group[0].Seed).OrderBy(one => one.Variant)];
                string unit = first[0].Metric.Unit;
                return first.Length == variants && first.All(one => one.Units == first[0].Units && !one.Metric.Resampled && one.Metric.Values.Length == first[0].Metric.N)
                    ? ([.. Enumerable.Range(0, (int)first[0].Metric.N).Select(row => first.Select(one => one.Metric.Values[row]).ToArray())], unit) : (null, unit);
            case AblationRepetition.Subsets:
                return (Matrix(group.GroupBy(one => one.Metric.Subset), variants), "subsets");
            default:
                return (Matrix(group.GroupBy(one => one.Seed), variants), "seeds");
        }
    }

    private static double[][]? Matrix<TKey>(IEnumerable<IGrouping<TKey, AblationObservation>> subjects, int variants)
    {
        double[][] rows = [.. subjects.Select(subject => subject.GroupBy(one => one.Variant).OrderBy(variant => variant.Key).Select(variant => variant.Average(one => one.Metric.Value)).ToArray())];
        return rows.All(row => row.Length == variants) ? rows : null;
    }

    private static IEnumerable<(string Name, AnovaEffect Result)> Effects(AblationStudy study, double[][] subjects)
    {
        double[] values = [.. subjects.SelectMany(row => row)];
        if (study.Factors is not [var one, var two])
        {
            return [(study.Factors[0].Name, RepeatedMeasuresAnova.OneWay(values, subjects.Length, study.Factors[0].Levels.Count))];
        }

        (AnovaEffect first, AnovaEffect second, AnovaEffect both) = RepeatedMeasuresAnova.TwoWay(values, subjects.Length, one.Levels.Count, two.Levels.Count);
        return [(one.Name, first), (two.Name, second), ($"{one.Name} × {two.Name}", both)];
    }
}
