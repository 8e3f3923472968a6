using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Sub-population shift (METHOD 8.6, as BREEDS): a linear read-out of frozen representations learns classes from the images of some of their
/// sub-classes and is tested on those of others, and beside it on held-back images of the same.</summary>
public sealed class EvaluateShiftStage : Stage<EvaluateShiftOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-shift";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", "readouts.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateShiftOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        List<ReadOutRow> readOuts = [];
        Table shift = context.ReadTable("shift");
        (string[] tasks, string[] roles, string[] labels) = (shift.Get<string>("task"), shift.Get<string>("role"), shift.Get<string>("label"));
        int[] images = shift.Get<int>("image");
        foreach (IGrouping<string, int> task in Enumerable.Range(0, shift.Rows).GroupBy(row => tasks[row]))
        {
            ulong seed = StageSeed.For(task.Key, context.Seed);
            string[] classes = [.. task.Select(row => labels[row]).Distinct().Order(StringComparer.Ordinal)];
            int[] source = [.. task.Where(row => roles[row] == "source")];
            int[] fold = StratifiedFolds.Draw(Numbers(source), options.HoldBack, StageSeed.For("hold-back", seed));
            int[] learned = [.. source.Where((_, place) => fold[place] != 0)];
            int[] same = [.. source.Where((_, place) => fold[place] == 0)];
            int[] other = [.. task.Where(row => roles[row] == "target")];
            foreach (Subject subject in subjects.InTurn(context, $"sub-population shift, {task.Key}"))
            {
                Representations train = Images(learned);
                var scale = ScalarStandardisation.Of(train);
                var readOut = ReadOut.Fit(scale.To(train), Numbers(learned), classes.Length, options.C, seed);
                readOuts.Add(new ReadOutRow(subject, task.Key, classes.Length, learned.Length, readOut.C));
                Add(subject, "same sub-classes", same);
                Add(subject, "other sub-classes", other);

                Representations Images(int[] rows) => subject.Benchmarks.Select([.. rows.Select(row => images[row])]);

                void Add(Subject measured, string subset, int[] tested)
                {
                    int[] predicted = readOut.Classifier.Predict(scale.To(Images(tested)));
                    double[] correct = [.. Numbers(tested).Select((label, place) => predicted[place] == label ? 1.0 : 0)];
                    if (correct.Length > 0)
                    {
                        found.Add(measured.Model, measured.Setting, ("shift", $"{task.Key}, {subset}", "accuracy"), new MeanScore(correct), "images");
                    }
                }
            }

            int[] Numbers(int[] rows) => [.. rows.Select(row => Array.BinarySearch(classes, labels[row], StringComparer.Ordinal))];
        }

        found.Write(context);
        context.WriteTable("readouts.parquet", ReadOutRow.Table(readOuts));
    }
}
