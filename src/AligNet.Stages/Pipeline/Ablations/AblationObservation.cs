using AligNet.Stages.Evaluate;

namespace AligNet.Pipeline.Ablations;

/// <summary>One number of one variant.</summary>
/// <param name="Variant">Which variant, from 0.</param>
/// <param name="Seed">Root seed, or null for the run's own.</param>
/// <param name="Measure">The declared measure.</param>
/// <param name="Name">Its name; with the subset where the measure matches several.</param>
/// <param name="Metric">The number.</param>
/// <param name="Units">Key of its units: those of equal keys are pairs.</param>
/// <param name="Artifact">Where it was read: "evaluate-levels/0a1b2c3d4e5f".</param>
internal sealed record AblationObservation(int Variant, long? Seed, AblationMeasure Measure, string Name, StoredMetric Metric, string Units, string Artifact);
