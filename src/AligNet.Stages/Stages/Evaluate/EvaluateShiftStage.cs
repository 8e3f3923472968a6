using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Sub-population shift (METHOD 8.6, as BREEDS): a linear read-out of frozen representations learns classes from the images of some of their
/// sub-classes and is tested on those of others, and beside it on held-back images of the same.</summary>
public sealed class EvaluateShiftStage : Stage<EvaluateShiftOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-shift";

    /// <inheritdoc/>
    /// <remarks>2: scores.parquet beside metrics.parquet.</remarks>
    public override int CodeVersion => 2;

    /// <inheritdoc/>
    public override bool UsesSeed => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateShiftOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Table shift = ParquetTable.Read(context.Input("shift"));
        (string[] tasks, string[] roles, string[] labels) = (shift.Get<string>("task"), shift.Get<string>("role"), shift.Get<string>("label"));
        int[] images = shift.Get<int>("image");
        foreach (IGrouping<string, int> task in Enumerable.Range(0, shift.Rows).GroupBy(row => tasks[row]))
        {
            string[] classes = [.. task.Select(row => labels[row]).Distinct().Order(StringComparer.Ordinal)];
            int[] source = [.. task.Where(row => roles[row] == "source")];
            HashSet<int> back = [.. source.GroupBy(row => labels[row]).SelectMany(group => group.Where((_, place) => place % options.HoldBack == options.HoldBack - 1))];
            int[] learned = [.. source.Where(row => !back.Contains(row))];
            int[] same = [.. source.Where(back.Contains)];
            int[] other = [.. task.Where(row => roles[row] == "target")];
            foreach (Subject subject in subjects.All)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Progress.Report("sub-population shift", 0, 0, "subjects", $"{task.Key}, {subject.Model} {subject.Setting}");
                int[] used = [.. learned, .. same, .. other];
                Representations rows = ScalarStandardisation.Apply(subject.Benchmarks.Select([.. used.Select(row => images[row])]));
                LinearClassifier classifier = LogisticRegression.Fit(
                    rows.Select([.. Enumerable.Range(0, learned.Length)]), Numbers(learned), classes.Length, new LogisticRegressionSettings { C = options.C }).Classifier;
                int[] predicted = classifier.Predict(rows);
                Add(subject, "same sub-classes", same, learned.Length);
                Add(subject, "other sub-classes", other, learned.Length + same.Length);

                void Add(Subject measured, string subset, int[] tested, int start)
                {
                    int[] right = Numbers(tested);
                    double[] correct = [.. right.Select((label, place) => predicted[start + place] == label ? 1.0 : 0)];
                    if (correct.Length > 0)
                    {
                        found.Add(measured.Model, measured.Setting, ("shift", $"{task.Key}, {subset}", "accuracy"), new MeanScore(correct), "images");
                    }
                }
            }

            int[] Numbers(int[] rows) => [.. rows.Select(row => Array.BinarySearch(classes, labels[row], StringComparer.Ordinal))];
        }

        found.Write(context);
    }
}
