using System.IO;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Pipeline.Code;
using AligNet.Pipeline.Runs;

namespace AligNet.Pipeline.Comparisons;

/// <summary>Two stored runs leaf by leaf: options, code, and the values of every output.</summary>
public static class RunDiff
{
    /// <summary>What differs.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="runs">"A,B": as for <see cref="RunComparison"/>.</param>
    /// <exception cref="OptionsException">There is no such run.</exception>
    public static IReadOnlyList<PrintedTable> Of(string store, string runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Split(',') is not [{ Length: > 0 } a, { Length: > 0 } b])
        {
            throw new OptionsException($"--runs={runs}: expected two runs with a comma between, like --runs=previous,last.");
        }

        var log = new RunLog(store);
        (RunRecord first, RunRecord second) = (log.Find(a), log.Find(b));
        var artifacts = new ArtifactStore(store, new StatCache(null, TimeProvider.System));
        IReadOnlyList<StageDifference> stages = StageDifference.Between(first, second, new CodeIdentities(Path.Combine(store, ".code")).Describe);
        List<ValueDifference> values = [];
        foreach (StageDifference stage in stages.Where(stage => stage is { First: not null, Second: not null }))
        {
            if (artifacts.Record(first.Nodes.Single(node => node.Node == stage.Node).Fingerprint) is { } one
                && artifacts.Record(second.Nodes.Single(node => node.Node == stage.Node).Fingerprint) is { } other)
            {
                values.AddRange(ValueDifference.Between(stage.Node, artifacts, one, other));
            }
        }

        return
        [
            new PrintedTable($"A  {RunComparison.Title(first)}{Environment.NewLine}B  {RunComparison.Title(second)}{Environment.NewLine}{Environment.NewLine}Options that differ", ["Option", "A", "B"],
                [.. OptionDifference.Between(first, second).Select(row => (IReadOnlyList<string>)[row.Option, row.First, row.Second])]),
            new PrintedTable("Stages that differ", ["Stage", "A", "B", "Why"], [.. stages.Select(row => (IReadOnlyList<string>)[row.Node, row.First ?? "–", row.Second ?? "–", row.Why])]),
            new PrintedTable("Values that differ", ["Output", "Column", "Rows", "Change"], [.. values.Select(row => (IReadOnlyList<string>)[row.Output, row.Column, row.Rows, row.Change])]),
        ];
    }
}
