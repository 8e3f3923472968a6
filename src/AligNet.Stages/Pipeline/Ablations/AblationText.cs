using AligNet.Numerics.Statistics;
using AligNet.Stages.Report;

namespace AligNet.Pipeline.Ablations;

/// <summary>An ablation's tables as text.</summary>
internal static class AblationText
{
    /// <summary>Header of the analyses of variance.</summary>
    public static IReadOnlyList<string> AnovaHeader { get; } = ["Measure", "Repeated over", "Effect", "F", "Degrees of freedom", "p", "p corrected", "Generalised η²"];

    /// <summary>The tables for the console.</summary>
    public static IReadOnlyList<PrintedTable> Tables(AblationStudy study, IReadOnlyList<AblationSummary> summary, IReadOnlyList<AblationAnovaRow> anova) =>
    [
        new PrintedTable(
            $"Ablation {study.Name}: {study.Description}", ["Measure", string.Join(" · ", study.Factors.Select(factor => factor.Name)), "Value", "95 % interval", "n", "Difference", "95 % interval", "p (Holm)", "Test"],
            [
                .. summary.Select(row => (IReadOnlyList<string>)
                [
                    row.Name, study.Variants[row.Variant].Name, MetricFormat.Number(row.Value), Interval(row.Low, row.High, signed: false), $"{row.N:N0} {row.Unit}",
                    row.Difference is { } difference ? MetricFormat.Signed(difference, 3) : "", Interval(row.DifferenceLow, row.DifferenceHigh, signed: true),
                    row.PHolm is { } p ? MetricFormat.Probability(p) : "", row.Test,
                ]),
            ]),
        .. anova.Count > 0 ? [new PrintedTable("Analyses of variance, repeated measures", AnovaHeader, [.. anova.Select(Cells)])] : Array.Empty<PrintedTable>(),
    ];

    /// <summary>One row of the analyses of variance.</summary>
    public static IReadOnlyList<string> Cells(AblationAnovaRow row)
    {
        AnovaEffect effect = row.Result;
        return
        [
            row.Measure, $"{row.Subjects:N0} {row.Repeated}", row.Effect, double.IsNaN(effect.F) ? "undefined" : effect.F.ToString("0.##"), $"{effect.EffectDegrees}, {effect.ErrorDegrees:N0}",
            Probability(effect.PValue), $"{Probability(effect.CorrectedPValue)}{(double.IsFinite(effect.Epsilon) ? $" (ε = {effect.Epsilon:0.00})" : "")}", MetricFormat.Number(effect.GeneralisedEtaSquared),
        ];
    }

    private static string Probability(double p) => double.IsNaN(p) ? "undefined" : MetricFormat.Probability(p);

    private static string Interval(double? low, double? high, bool signed) => low is { } from && high is { } to && MetricFormat.HasInterval(low, high)
        ? signed ? $"{MetricFormat.Signed(from, 3)} to {MetricFormat.Signed(to, 3)}" : $"{MetricFormat.Number(from)} to {MetricFormat.Number(to)}"
        : "";
}
