using AligNet.Numerics.Statistics;

namespace AligNet.Pipeline.Ablations;

/// <summary>One effect of one analysis of variance.</summary>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Repeated">What every condition is repeated on: "triplets", "subsets", "seeds".</param>
/// <param name="Subjects">Their number.</param>
/// <param name="Effect">The factor, or both with × between.</param>
/// <param name="Result">F, degrees of freedom, p, effect size.</param>
internal sealed record AblationAnovaRow(string Measure, string Repeated, int Subjects, string Effect, AnovaEffect Result);
