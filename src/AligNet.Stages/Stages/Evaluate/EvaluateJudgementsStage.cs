using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Measures every model and setting on human triplets and human similarity (METHOD 8.1, 8.2).</summary>
public sealed class EvaluateJudgementsStage : Stage<EvaluateJudgementsOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-judgements";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateJudgementsOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Measure(context, subjects, found, options.TieRule);
        found.Write(context);
    }

    /// <summary>Adds the numbers of all subjects.</summary>
    internal static void Measure(StageContext context, SubjectList subjects, Measurements found, TieRule rule)
    {
        using ArrowMatrix similarity = ArrowMatrix.Open(context.Input("similarity"));
        using ArrowMatrix heldoutSimilarity = ArrowMatrix.Open(context.Input("heldout-similarity"));
        Triplet[] judged = TripletTable.ToTriplets(context.ReadTable("test-triplets"));
        Triplet[] heldout = TripletTable.ToTriplets(context.ReadTable("heldout-triplets"));
        string[] judges = Participants(context, "test-trials");
        string[] heldoutJudges = Participants(context, "heldout-trials");
        JudgementsTask.Ceiling(found, "judged", judged);
        JudgementsTask.Ceiling(found, "held-out", heldout);
        JudgementsTask.HumanTriplets(found, "judged", similarity.Values, judged, rule);
        JudgementsTask.HumanTriplets(found, "held-out", heldoutSimilarity.Values, heldout, rule);
        foreach (Subject subject in subjects.InTurn(context, "judgements"))
        {
            JudgementsTask.Triplets(found, subject, "judged", subject.Objects, judged, judges, rule);
            JudgementsTask.Triplets(found, subject, "held-out", subject.Heldout, heldout, heldoutJudges, rule);
            JudgementsTask.Similarity(found, subject, "judged", subject.Objects, similarity.Values);
            JudgementsTask.Similarity(found, subject, "held-out", subject.Heldout, heldoutSimilarity.Values);
        }
    }

    private static string[] Participants(StageContext context, string trials) =>
        context.HasInput(trials) ? context.ReadTable(trials).Get<string>("participant") : [];
}
