using AligNet.Domain;

namespace AligNet.Stages.Evaluate;

/// <summary>What is evaluated: a model in a setting, as representations of the image lists.</summary>
/// <param name="Model">"teacher" or "student".</param>
/// <param name="Setting">"original", "distillation", "ud" or "alignet".</param>
/// <param name="Objects">Judged objects.</param>
/// <param name="Heldout">Held-out objects.</param>
/// <param name="Evaluation">Evaluation images.</param>
/// <param name="Benchmarks">Images of the benchmark sets.</param>
/// <param name="Corrupted">Corrupted images.</param>
internal sealed record Subject(string Model, string Setting, Representations Objects, Representations Heldout, Representations Evaluation,
    Representations Benchmarks, Representations Corrupted);
