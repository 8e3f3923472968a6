using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Measures every model and setting on judgements by abstraction level: accuracy with its ceiling, and uncertainty against people's
/// response times and disagreement (METHOD 8.3, 8.4).</summary>
public sealed class EvaluateLevelsStage : Stage<EvaluateLevelsOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-levels";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File, "trials.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateLevelsOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Table trials = Measure(context, subjects, found, options.TieRule, options.MaxResponseTimeMs);
        found.Write(context);
        context.WriteTable("trials.parquet", trials);
    }

    /// <summary>Adds the numbers of all subjects.</summary>
    /// <returns>One row a subject and triplet.</returns>
    internal static Table Measure(StageContext context, SubjectList subjects, Measurements found, TieRule rule, double maxResponseTimeMs)
    {
        LevelTriplet[] levels = LevelTriplet.From(context.ReadTable("responses"));
        if (levels.Length == 0)
        {
            return LevelsTask.NoTrials();
        }

        Triplet[] train = TripletTable.ToTriplets(context.ReadTable("train-triplets"));
        Triplet[] test = TripletTable.ToTriplets(context.ReadTable("test-triplets"));
        LevelsTask.Ceiling(found, levels);
        LevelsTask.TimeReliability(found, levels, maxResponseTimeMs);
        List<Table> trials = [];
        foreach (Subject subject in subjects.InTurn(context, "levels"))
        {
            double temperature = LevelsTask.Temperature(subject, train.Length > 0 ? train : test);
            LevelsTask.Accuracy(found, subject, levels, rule);
            LevelsTask.Uncertainty(found, subject, levels, temperature, maxResponseTimeMs);
            trials.Add(LevelsTask.Trials(subject, levels, temperature, maxResponseTimeMs));
        }

        return Table.Concatenate(trials.Count > 0 ? trials : [LevelsTask.NoTrials()]);
    }
}
