namespace AligNet.Stages.Evaluate;

/// <summary>Measures one encoder, without any fine-tuning, on everything that a profile has (METHOD 8.1 to 8.5).</summary>
public sealed class EvaluateTeacherStage : Stage<EvaluateTeacherOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-teacher";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", ScoreTable.File, "trials.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateTeacherOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        EvaluateJudgementsStage.Measure(context, subjects, found, options.TieRule);
        context.WriteTable("trials.parquet", EvaluateLevelsStage.Measure(context, subjects, found, options.TieRule, options.MaxResponseTimeMs));
        EvaluateFewShotStage.Measure(context, subjects, found, options.Shots, options.Draws, options.C);
        context.WriteTable("metrics.parquet", found.Metrics());
        context.WriteTable(ScoreTable.File, found.Scores());
    }
}
