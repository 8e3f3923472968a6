namespace AligNet.Stages.Simulate;

/// <summary>One answer of a simulated person to a triplet.</summary>
/// <param name="OddPosition">Which image was called the odd one out: 0, 1 or 2.</param>
/// <param name="ResponseTime">Milliseconds from seeing the triplet to the answer.</param>
public readonly record struct SimulatedResponse(int OddPosition, double ResponseTime);
