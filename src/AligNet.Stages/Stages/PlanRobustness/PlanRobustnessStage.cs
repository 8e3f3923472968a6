using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging.Corruptions;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.PlanRobustness;

/// <summary>Parts the clean images into those that a read-out learns from and those that it is tested on, and says what the latter suffer (METHOD 8.7).
/// A stage of its own, since every encoder has to represent the same corrupted images.</summary>
public sealed class PlanRobustnessStage : Stage<PlanRobustnessOptions>
{
    /// <inheritdoc/>
    public override string Name => "plan-robustness";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["readout.parquet", "corruptions.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, PlanRobustnessOptions options)
    {
        Table clean = context.ReadTable("clean-images");
        (int[] images, string[] labels) = (clean.Get<int>("image"), clean.Get<string>("label"));
        string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        if (labels.CountBy(label => label).FirstOrDefault(count => count.Value < 2) is { Key: { } rare })
        {
            throw new StageException($"plan-robustness: class '{rare}' has one clean image, expected two or more of every class: one to learn from and one to test on. Add images to data.clean_images or leave the class out.");
        }

        int[] fold = StratifiedFolds.Draw([.. labels.Select(label => Array.BinarySearch(classes, label, StringComparer.Ordinal))], options.HoldBack, StageSeed.For("hold-back", context.Seed));
        int[] learned = [.. Enumerable.Range(0, images.Length).Where(row => fold[row] != 0)];
        int[] held = [.. Enumerable.Range(0, images.Length).Where(row => fold[row] == 0)];
        int tests = options.Images == 0 ? held.Length : Math.Min(options.Images, held.Length);
        int[] tested = [.. Enumerable.Range(0, tests).Select(place => held[(int)((long)place * held.Length / tests)])];
        int[] rows = [.. learned, .. tested];
        context.WriteTable("readout.parquet", new Table(
            Column.Of("image", rows.Select(row => images[row]).ToArray()), Column.Of("label", rows.Select(row => labels[row]).ToArray()),
            Column.Of("role", rows.Select((_, place) => place < learned.Length ? "train" : "test").ToArray())));

        Corruption[] types = [.. CorruptionTypes.All.Where(type => options.Corruptions.Length == 0 || options.Corruptions.Contains(CorruptionTypes.NameOf(type)))];
        (Corruption Type, int Severity)[] cells = [.. types.SelectMany(type => options.Severities.Order().Select(severity => (type, severity)))];
        long seed = unchecked((long)StageSeed.For("corruptions", context.Seed));
        context.WriteTable("corruptions.parquet", new Table(
            Column.Of("corruption", cells.Select(cell => CorruptionTypes.NameOf(cell.Type)).ToArray()), Column.Of("severity", cells.Select(cell => cell.Severity).ToArray()),
            Column.Of("seed", cells.Select(_ => seed).ToArray())));
        context.Progress.Log($"plan-robustness: {classes.Length} classes, {learned.Length} images to learn from, {tested.Length} to test on, {cells.Length} corruptions of each.");
    }
}
