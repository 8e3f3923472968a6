using AligNet.Artifacts;
using AligNet.Numerics;
using AligNet.Numerics.Metrics;

namespace AligNet.Stages.Evaluate;

/// <summary>Puts the numbers of all evaluations into one table, and the differences between settings into another, with p-values corrected for
/// their number (METHOD 8.10).</summary>
public sealed class EvaluateStage : Stage<EvaluateOptions>
{
    /// <inheritdoc/>
    public override string Name => "evaluate";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["metrics.parquet", "comparisons.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, EvaluateOptions options)
    {
        context.WriteTable("metrics.parquet", All(context, "metrics"));
        Table comparisons = All(context, "comparisons");
        double?[] raw = comparisons.Get<double?>("p_value");
        context.WriteTable("comparisons.parquet", new Table(
        [
            .. comparisons.Columns,
            Column.Of("p_holm", Corrected(raw, HolmCorrection.Adjusted)),
            Column.Of("p_benjamini_hochberg", Corrected(raw, FalseDiscoveryRate)),
        ]));
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

    private static double?[] Corrected(double?[] raw, Func<double[], double[]> correction)
    {
        int[] tested = [.. Enumerable.Range(0, raw.Length).Where(row => raw[row] is not null)];
        double[] values = correction([.. tested.Select(row => raw[row]!.Value)]);
        double?[] corrected = new double?[raw.Length];
        for (int index = 0; index < tested.Length; index++)
        {
            corrected[tested[index]] = values[index];
        }

        return corrected;
    }
}
