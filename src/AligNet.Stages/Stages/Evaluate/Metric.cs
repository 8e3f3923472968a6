namespace AligNet.Stages.Evaluate;

/// <summary>One number of the evaluation, a row of metrics.parquet.</summary>
/// <param name="Model">"teacher", "student" or "human".</param>
/// <param name="Setting">"original", "distillation", "ud", "alignet"; for humans "noise-ceiling", "noise-ceiling-upper", "split-half" or "similarity".</param>
/// <param name="Task">"odd-one-out", "rsa", "levels", "uncertainty", "few-shot", "shift", "hierarchy", "spectrum", "geometry", "robustness", "corruptions",
/// "robustness-sets".</param>
/// <param name="Subset">What of the task: "judged", "held-out", a level, "10-shot".</param>
/// <param name="Name">Name of the measure.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end of its 95 % interval, or null.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Units behind it.</param>
/// <param name="Unit">What the units are.</param>
internal sealed record Metric(
    string Model, string Setting, string Task, string Subset, string Name, double Value, double? Low, double? High, long N, string Unit);
