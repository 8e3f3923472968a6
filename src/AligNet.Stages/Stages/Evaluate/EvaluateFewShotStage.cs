using AligNet.Artifacts;
using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Measures how well a linear classifier learns the classes of the evaluation images and of few-shot sets from a few examples (METHOD 8.5).</summary>
public sealed class EvaluateFewShotStage : Stage<EvaluateFewShotOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-few-shot";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateFewShotOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Measure(context, subjects, found, options.Shots, options.Draws, options.C);
        found.Write(context);
    }

    /// <summary>Adds the numbers of all subjects, for the evaluation images and for each few-shot set.</summary>
    internal static void Measure(StageContext context, SubjectList subjects, Measurements found, IReadOnlyList<int> shots, int draws, IReadOnlyList<double> c)
    {
        string[] labels = context.ReadTable("evaluation-images").Get<string>("label");
        (string Set, int[] Images, string[] Labels)[] sets = [.. Sets(context)];
        ulong seed = StageSeed.For("few-shot", context.Seed);
        foreach (Subject subject in subjects.InTurn(context, "few-shot"))
        {
            FewShotTask.Accuracy(found, subject, FewShotTask.EvaluationImages, subject.Evaluation, labels, shots, draws, c, seed);
            foreach ((string set, int[] images, string[] classes) in sets)
            {
                FewShotTask.Accuracy(found, subject, set, subject.Benchmarks.Select(images), classes, shots, draws, c, seed);
            }
        }
    }

    private static IEnumerable<(string Set, int[] Images, string[] Labels)> Sets(StageContext context)
    {
        if (!context.HasInput("few-shot"))
        {
            yield break;
        }

        Table table = context.ReadTable("few-shot");
        (string[] sets, int[] images, string[] labels) = (table.Get<string>("set"), table.Get<int>("image"), table.Get<string>("label"));
        foreach (IGrouping<string, int> set in Enumerable.Range(0, table.Rows).GroupBy(row => sets[row]))
        {
            yield return (set.Key, [.. set.Select(row => images[row])], [.. set.Select(row => labels[row])]);
        }
    }
}
