using AligNet.Artifacts;
using AligNet.Numerics;

namespace AligNet.Stages.Evaluate;

/// <summary>Robustness (METHOD 8.7): a linear read-out of frozen representations learns clean images and is tested on held-back ones, clean and under
/// ImageNet-C's corruptions, and on other sets of images with the classes that are right for each.</summary>
public sealed class EvaluateRobustnessStage : Stage<EvaluateRobustnessOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate-robustness";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", "readouts.parquet", ScoreTable.File];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateRobustnessOptions options)
    {
        using var subjects = new SubjectList(context);
        var found = new Measurements(options.BootstrapSamples, context.Seed);
        Table readout = context.ReadTable("readout");
        (int[] images, string[] labels, string[] roles) = (readout.Get<int>("image"), readout.Get<string>("label"), readout.Get<string>("role"));
        int[] learned = [.. Enumerable.Range(0, readout.Rows).Where(row => roles[row] == "train")];
        int[] tested = [.. Enumerable.Range(0, readout.Rows).Where(row => roles[row] == "test")];
        string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        int[] numbers = [.. labels.Select(label => Array.BinarySearch(classes, label, StringComparer.Ordinal))];
        RobustnessTask.Cell[] cells = RobustnessTask.Cells(context.ReadTable("corruptions"));
        RobustnessTask.TestSet[] sets = RobustnessTask.Sets(context.ReadTable("robustness"), classes);
        List<ReadOutRow> readOuts = [];
        foreach (Subject subject in subjects.InTurn(context, "robustness"))
        {
            var train = subject.Benchmarks.Select([.. learned.Select(row => images[row])]);
            var scale = ScalarStandardisation.Of(train);
            var readOut = ReadOut.Fit(scale.To(train), [.. learned.Select(row => numbers[row])], classes.Length, options.C, StageSeed.For("read-out", context.Seed));
            readOuts.Add(new ReadOutRow(subject, "robustness", classes.Length, learned.Length, readOut.C));
            var task = new RobustnessTask(found, subject, readOut.Classifier, scale);
            double[] clean = task.Clean([.. tested.Select(row => images[row])], [.. tested.Select(row => numbers[row])]);
            task.Corrupted(cells, [.. tested.Select(row => numbers[row])], clean);
            task.TestSets(sets);
        }

        found.Write(context);
        context.WriteTable("readouts.parquet", ReadOutRow.Table(readOuts));
    }
}
