using System.IO;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Pipeline.Runs;
using AligNet.Stages.Report;

namespace AligNet.Pipeline.Comparisons;

/// <summary>Puts two stored runs side by side: options, stages and numbers that differ, the numbers' differences over the same units where both runs measured those.</summary>
public static class RunComparison
{
    /// <summary>Compares two runs.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="runs">"A,B": each the name of a run, a profile (its newest command), "last" or "previous".</param>
    /// <exception cref="OptionsException">There is no such run.</exception>
    public static ComparisonResult Of(string store, string runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Split(',') is not [{ Length: > 0 } a, { Length: > 0 } b])
        {
            throw new OptionsException($"--runs={runs}: expected two runs with a comma between, like --runs=previous,last.");
        }

        var log = new RunLog(store);
        (RunRecord first, RunRecord second) = (log.Find(a), log.Find(b));
        List<string> notes = [];
        if (first.Id == second.Id)
        {
            notes.Add($"'{a}' and '{b}' are the same run.");
        }

        IReadOnlyList<OptionDifference> options = OptionDifference.Between(first, second);
        IReadOnlyList<StageDifference> stages = StageDifference.Between(first, second, new CodeIdentities(Path.Combine(store, ".code")).Describe);
        IReadOnlyList<MetricDifference> metrics = MetricDifference.Between(store, first, second, notes);
        int unpaired = metrics.Count(row => row.Difference.Test.StartsWith("unpaired", StringComparison.Ordinal));
        if (unpaired > 0)
        {
            notes.Add($"{unpaired} of {metrics.Count} differences are unpaired: the runs did not measure the same units, or no values are stored behind the numbers; their intervals are wider.");
        }

        string page = Path.Combine(store, "reports", $"compare-{first.Id}-{second.Id}.html");
        ComparisonPage.Write(page, first, second, options, stages, metrics, notes);
        return new ComparisonResult(Tables(first, second, options, stages, metrics), notes, page);
    }

    private static PrintedTable[] Tables(
        RunRecord first, RunRecord second, IReadOnlyList<OptionDifference> options, IReadOnlyList<StageDifference> stages, IReadOnlyList<MetricDifference> metrics)
    {
        MetricDifference[] changed = [.. metrics.Where(row => row.Difference.Difference != 0)];
        return
        [
            new PrintedTable($"A  {Title(first)}{Environment.NewLine}B  {Title(second)}{Environment.NewLine}{Environment.NewLine}Options that differ", ["Option", "A", "B"],
                [.. options.Select(row => (IReadOnlyList<string>)[row.Option, row.First, row.Second])]),
            new PrintedTable("Stages that differ", ["Stage", "A", "B", "Why"], [.. stages.Select(row => (IReadOnlyList<string>)[row.Node, row.First ?? "–", row.Second ?? "–", row.Why])]),
            new PrintedTable($"Numbers that differ: {changed.Length} of {metrics.Count}", ["Model", "Setting", "Task", "Subset", "Metric", "A", "B", "B − A", "95 % interval", "p (Holm)", "Test"],
                [.. changed.Select(row => (IReadOnlyList<string>)
                [
                    row.First.Model, row.First.Setting, row.First.Task, row.First.Subset, row.First.Name, MetricFormat.Number(row.First.Value), MetricFormat.Number(row.Second.Value),
                    MetricFormat.Signed(row.Difference.Difference, 3),
                    MetricFormat.HasInterval(row.Difference.Low, row.Difference.High) ? $"{MetricFormat.Signed(row.Difference.Low!.Value, 3)} to {MetricFormat.Signed(row.Difference.High!.Value, 3)}" : "",
                    row.PHolm is { } p ? MetricFormat.Probability(p) : "", row.Difference.Test,
                ])]),
        ];
    }

    /// <summary>A run in one line.</summary>
    internal static string Title(RunRecord run) =>
        $"{run.Id}: profile {run.Profile}, {run.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC{(run.Label.Length > 0 ? $", {run.Label}" : "")}{string.Concat(run.Set.Select(set => $", --set {set}"))}";
}
