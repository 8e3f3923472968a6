using System.IO;
using AligNet.Domain;

namespace AligNet.Pipeline.Ablations;

/// <summary>Runs an ablation (METHOD 8): its variants over one store, their numbers side by side, differences to the first variant, analyses of variance, a page.</summary>
public static class Ablation
{
    /// <summary>Runs a study; what the store has is not run again, so a sweep that was stopped goes on where it was.</summary>
    /// <param name="arguments">The command line; its options are part of every variant.</param>
    /// <param name="study">Name of a study in stages/ablations, or path of a TOML file.</param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Set when the user wants to stop.</param>
    /// <exception cref="OptionsException">The study or an option of a variant cannot be used; nothing has run.</exception>
    /// <exception cref="StageException">The profile has none of the measures.</exception>
    public static AblationResult Run(PipelineArguments arguments, string study, IStageProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        AblationStudy read = StudyFile.Read(arguments.RepositoryRoot, study);
        var sweep = new AblationSweep(arguments, read, progress);
        sweep.Check();
        sweep.RunAll(cancellation);
        List<string> notes = [];
        (int Best, int[] Alike)? choice = read.Choose.Length > 0 ? AblationAnalysis.Choose(sweep.Found, read.Choose) : null;
        if (choice is { } chosen)
        {
            foreach (int variant in new[] { 0, chosen.Best }.Distinct().Where(_ => read.Measures.Any(measure => measure.OnlyChosen)))
            {
                sweep.RunChosen(variant, cancellation);
            }

            notes.Add(ChoiceNote(read, chosen.Best, chosen.Alike));
        }

        IReadOnlyList<AblationObservation> found = sweep.Found;
        if (found.Count == 0)
        {
            throw new StageException($"ablation '{read.Name}': the profile has none of the study's measures ({string.Join(", ", read.Measures.Select(measure => $"{measure.Task}/{measure.Subset}"))}). Name others in a study file of your own.");
        }

        notes.AddRange(Missing(read, found));
        notes.AddRange(WithoutEffect(read, found));
        IReadOnlyList<AblationSummary> summary = AblationAnalysis.Summarise(found);
        IReadOnlyList<AblationAnovaRow> anova = AblationAnova.Of(read, found, notes);
        string store = Path.GetFullPath(arguments.ArtifactsFolder ?? Path.Combine(arguments.RepositoryRoot, "artifacts"));
        string folder = AblationTables.Write(store, read, found, summary, anova);
        string page = AblationPage.Write(store, folder, arguments, study, read, found, summary, anova, notes, choice?.Best);
        return new AblationResult(AblationText.Tables(read, summary, anova), notes, folder, page);
    }

    /// <summary>Says what each variant would run, and runs nothing.</summary>
    /// <exception cref="OptionsException">The study or an option of a variant cannot be used.</exception>
    public static PrintedTable Plan(PipelineArguments arguments, string study, IStageProgress progress)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var sweep = new AblationSweep(arguments, StudyFile.Read(arguments.RepositoryRoot, study), progress);
        sweep.Check();
        return sweep.Plan();
    }

    private static string ChoiceNote(AblationStudy study, int best, int[] alike)
    {
        AblationVariant variant = study.Variants[best];
        string others = alike.Length == 0 ? "The 95 % interval of the difference to every other one leaves out 0."
            : $"Not told apart from it (the 95 % interval of the difference holds 0): {string.Join(", ", alike.Select(index => study.Variants[index].Name))}.";
        string edge = string.Concat(study.Factors.Select((factor, index) => IsAtTheEdge(factor, variant.Levels[index]) ? $" It is at the edge of the levels of {factor.Name}: a better one may lie beyond." : ""));
        return $"Best by {study.Choose}: {Named(study, variant)}. To use it: {string.Join(' ', variant.Set.Select(set => $"--set {ReportRecord.Quoted(set)}"))}. {others}{edge}";
    }

    /// <summary>Whether a level is the lowest or highest of three numbers or more.</summary>
    private static bool IsAtTheEdge(AblationFactor factor, string level)
    {
        double[] numbers = [.. factor.Levels.Select(text => double.TryParse(text, out double number) ? number : double.NaN)];
        return numbers.Length > 2 && !numbers.Any(double.IsNaN) && double.Parse(level) is var chosen && (chosen == numbers.Min() || chosen == numbers.Max());
    }

    private static string Named(AblationStudy study, AblationVariant variant) => string.Join(", ", study.Factors.Select((factor, index) => $"{factor.Name} {variant.Levels[index]}"));

    private static IEnumerable<string> Missing(AblationStudy study, IReadOnlyList<AblationObservation> found) => study.Measures
        .Where(measure => found.All(one => one.Measure != measure))
        .Select(measure => $"{measure.Name}: not available. This profile's {measure.Node} has no {measure.Task}/{measure.Subset}/{measure.Metric}.");

    /// <summary>Variants that differ in their options alone show that the profile does not read those options.</summary>
    private static IEnumerable<string> WithoutEffect(AblationStudy study, IReadOnlyList<AblationObservation> found)
    {
        IReadOnlyList<AblationVariant> variants = study.Variants;
        string[] artifacts = [.. variants.Select((_, index) => string.Join(' ', found.Where(one => one.Variant == index && !one.Measure.OnlyChosen).Select(one => $"{one.Name} {one.Artifact} {one.Metric.Setting}")))];
        return Enumerable.Range(0, variants.Count).GroupBy(index => artifacts[index]).Where(group => group.Key.Length > 0 && group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(index => $"'{variants[index].Name}'"))} came out as the same artifacts: the options that tell them apart change nothing under this profile.");
    }
}
