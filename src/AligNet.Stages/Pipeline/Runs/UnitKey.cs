using AligNet.Stages.Evaluate;

namespace AligNet.Pipeline.Runs;

/// <summary>Says whether the units of two stored numbers are the same things in the same order, so that their values are pairs.</summary>
/// <remarks>Units (triplets, images, objects) follow from what an evaluation reads beside the representations it measures, and from its options; draws and resamples
/// from its seed as well. What is not known here to leave the units alone counts as changing them: then numbers are compared without pairs.</remarks>
internal static class UnitKey
{
    /// <summary>Nodes whose artifacts are what is measured: models, their representations, their transforms.</summary>
    private static readonly string[] Measured = ["embed-", "ud-fit", "finetune", "prepare-student", "pretrain-"];

    /// <summary>Options that change values, and not what they are values of.</summary>
    private static readonly string[] Harmless = ["bootstrap_samples", "tie_rule", "c"];

    /// <summary>Two numbers of one measure with equal keys have the same units.</summary>
    /// <param name="node">The evaluation that gave the number.</param>
    /// <param name="metric">The number.</param>
    public static string Of(RunNode node, StoredMetric metric)
    {
        IEnumerable<string> inputs = node.Inputs.Where(input => !Measured.Any(start => input.From.StartsWith(start, StringComparison.Ordinal))).Select(input => $"{input.Name} {input.Digest}");
        IEnumerable<string> options = node.Options.Where(option => !Harmless.Contains(option.Key)).Select(option => $"{option.Key}={option.Value}");
        string seed = metric.Resampled || metric.Unit == "draws" ? node.Seed : "";
        return string.Join('\n', [node.Stage, .. inputs, .. options, seed, metric.Unit, $"{metric.N}"]);
    }
}
