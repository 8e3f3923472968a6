namespace AligNet.Pipeline.Ablations;

/// <summary>What a measure gave for a variant, over all seeds, and how it differs from the first variant's.</summary>
/// <param name="Variant">Which variant, from 0.</param>
/// <param name="Measure">The declared measure.</param>
/// <param name="Name">Its name, with the subset where it matches several.</param>
/// <param name="Value">The number; over several seeds their mean.</param>
/// <param name="Low">Lower end of its 95 % interval, or null.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Units behind it.</param>
/// <param name="Unit">What they are.</param>
/// <param name="Difference">Difference to the first variant; null for that one.</param>
/// <param name="DifferenceLow">Lower end of its 95 % interval, or null.</param>
/// <param name="DifferenceHigh">Upper end.</param>
/// <param name="PValue">Two-sided, uncorrected, or null.</param>
/// <param name="PHolm">Corrected after Holm over all differences of the study.</param>
/// <param name="Test">How the difference was tested; empty for the first variant.</param>
internal sealed record AblationSummary(
    int Variant, AblationMeasure Measure, string Name, double Value, double? Low, double? High, long N, string Unit,
    double? Difference, double? DifferenceLow, double? DifferenceHigh, double? PValue, double? PHolm, string Test);
