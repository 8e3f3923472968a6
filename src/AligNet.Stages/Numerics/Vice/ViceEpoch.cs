namespace AligNet.Numerics.Vice;

/// <summary>What one epoch of a VICE fit showed.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="CrossEntropy">Mean over steps of the data term before each update, nats.</param>
/// <param name="Complexity">Mean over steps of the complexity term, nats per training triplet.</param>
/// <param name="Accuracy">Share of training triplets whose sampled choice is the human one (ties are wrong, <see cref="TieRule.AnyTieIsWrong"/>).</param>
/// <param name="RelevantDims">Relevant dimensions after the epoch, or null during burn-in.</param>
/// <param name="ValidationCrossEntropy">Mean −ln of the posterior probability of the human choice on validation triplets, or null when not evaluated.</param>
/// <param name="ValidationAccuracy">Share of validation triplets whose most probable pair is the human one, or null when not evaluated.</param>
public sealed record ViceEpoch(int Epoch, double CrossEntropy, double Complexity, double Accuracy, int? RelevantDims, double? ValidationCrossEntropy, double? ValidationAccuracy);
