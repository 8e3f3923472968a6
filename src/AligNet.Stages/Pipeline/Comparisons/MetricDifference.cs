using System.IO;
using AligNet.Numerics.Metrics;
using AligNet.Pipeline.Runs;
using AligNet.Stages.Evaluate;

namespace AligNet.Pipeline.Comparisons;

/// <summary>One number that both runs have, from different artifacts.</summary>
/// <param name="Node">The evaluation.</param>
/// <param name="First">The number in the first run.</param>
/// <param name="Second">The number in the second.</param>
/// <param name="Difference">Second − first.</param>
/// <param name="PHolm">Its p-value corrected after Holm over all numbers that differ, or null.</param>
internal sealed record MetricDifference(string Node, StoredMetric First, StoredMetric Second, ScoreDifference Difference, double? PHolm)
{
    private const ulong ComparisonSeed = 0;

    /// <summary>The node whose table repeats those of the evaluations.</summary>
    private const string Gathering = "evaluate";

    /// <summary>Compares all numbers of two runs.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="first">The run that is subtracted.</param>
    /// <param name="second">The run that it is subtracted from.</param>
    /// <param name="notes">Receives what could not be compared, and why.</param>
    public static IReadOnlyList<MetricDifference> Between(string store, RunRecord first, RunRecord second, List<string> notes)
    {
        List<MetricDifference> found = [];
        foreach (RunNode one in first.Nodes.Where(node => node.Node != Gathering && Measures(node.Node)))
        {
            RunNode? other = second.Nodes.FirstOrDefault(node => node.Node == one.Node);
            if (other is null)
            {
                notes.Add($"{one.Node}: the second run has none.");
            }
            else if (one.Fingerprint == other.Fingerprint)
            {
                notes.Add($"{one.Node}: the same artifact in both runs, so the same numbers.");
            }
            else if (Read(store, first, one, notes) is { } a && Read(store, second, other, notes) is { } b)
            {
                found.AddRange(a.Join(b, Key, Key, (x, y) => new MetricDifference(one.Node, x, y, ScoreDifference.Of(x, y, UnitKey.Of(one, x) == UnitKey.Of(other, y), ComparisonSeed), null)));
                int alone = a.Count + b.Count - (2 * a.Join(b, Key, Key, (_, _) => 0).Count());
                if (alone > 0)
                {
                    notes.Add($"{one.Node}: {alone} number{(alone == 1 ? " is" : "s are")} in one of the runs alone.");
                }
            }
        }

        notes.AddRange(second.Nodes.Where(node => node.Node != Gathering && Measures(node.Node) && first.Nodes.All(other => other.Node != node.Node)).Select(node => $"{node.Node}: the first run has none."));
        double[] tested = HolmCorrection.Adjusted([.. found.Where(row => row.Difference.PValue is not null).Select(row => row.Difference.PValue!.Value)]);
        int next = 0;
        return [.. found.Select(row => row.Difference.PValue is null ? row : row with { PHolm = tested[next++] })];
    }

    private static bool Measures(string node) => StageCatalog.Nodes.Any(known => known.Name == node && known.Stage.Outputs.Contains("metrics.parquet"));

    private static (string, string, string, string, string) Key(StoredMetric metric) => (metric.Model, metric.Setting, metric.Task, metric.Subset, metric.Name);

    private static IReadOnlyList<StoredMetric>? Read(string store, RunRecord run, RunNode node, List<string> notes)
    {
        string folder = Path.Combine(store, StageDifference.Artifact(node)!);
        if (File.Exists(Path.Combine(folder, "metrics.parquet")))
        {
            return StoredMetric.Read(folder);
        }

        notes.Add($"{node.Node}: the artifact {StageDifference.Artifact(node)} of run {run.Id} is not in the store any more; the same command as then makes it again.");
        return null;
    }
}
