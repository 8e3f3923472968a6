namespace AligNet.Stages.Simulate;

/// <summary>A triplet of evaluation images put to several people.</summary>
/// <param name="Type">"coarse-grained semantic", "fine-grained semantic" or "class-boundary".</param>
/// <param name="Images">Rows of the evaluation images, in the order shown.</param>
internal readonly record struct LevelsTriplet(string Type, IReadOnlyList<int> Images);
