using AligNet.Artifacts;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Puts the numbers of all evaluations into one table, and the differences between settings into another, with p-values corrected for
/// their number inside each task (METHOD 8.10), and lists what the method evaluates and this run could not.</summary>
/// <remarks>Tasks are the families of tests: each answers a question of its own, and one over all would make every answer depend on how many other data a
/// profile happens to name.</remarks>
public sealed class EvaluateStage : Stage<EvaluateOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate";

    /// <inheritdoc/>
    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet", "unavailable.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateOptions options)
    {
        Table metrics = All(context, "metrics");
        context.WriteTable("metrics.parquet", metrics);
        Table comparisons = All(context, "comparisons");
        double?[] raw = comparisons.Get<double?>("p_value");
        string[] tasks = comparisons.Get<string>("task");
        context.WriteTable("comparisons.parquet", new Table(
        [
            .. comparisons.Columns,
            Column.Of("p_holm", Corrected(raw, tasks, HolmCorrection.Adjusted)),
            Column.Of("p_benjamini_hochberg", Corrected(raw, tasks, FalseDiscoveryRate)),
        ]));
        context.WriteTable("unavailable.parquet", EvaluationItem.Unavailable(metrics, comparisons));
    }

    private static Table All(StageContext context, string table) =>
        Table.Concatenate([.. context.InputNames.Where(name => name.EndsWith("/" + table, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => context.ReadTable(name))]);

    private static double[] FalseDiscoveryRate(double[] values)
    {
        double[] adjusted = new double[values.Length];
        FalseDiscovery.Adjust(values, adjusted);
        return adjusted;
    }

    private static double?[] Corrected(double?[] raw, string[] families, Func<double[], double[]> correction)
    {
        double?[] corrected = new double?[raw.Length];
        foreach (IGrouping<string, int> family in Enumerable.Range(0, raw.Length).Where(row => raw[row] is not null).GroupBy(row => families[row]))
        {
            int[] tested = [.. family];
            double[] values = correction([.. tested.Select(row => raw[row]!.Value)]);
            for (int index = 0; index < tested.Length; index++)
            {
                corrected[tested[index]] = values[index];
            }
        }

        return corrected;
    }
}
