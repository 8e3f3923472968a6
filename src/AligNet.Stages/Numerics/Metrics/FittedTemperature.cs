namespace AligNet.Numerics.Metrics;

/// <summary>A model's temperature on human triplets.</summary>
/// <param name="Temperature">In units of the similarities; divides them.</param>
/// <param name="CrossEntropy">Mean −ln p of the human choice at that temperature, nats; ln 3 is chance.</param>
/// <param name="AtBound">Whether the minimum lies outside the range searched: at its upper end for a model no better than chance, at its
/// lower end for one that is always right.</param>
public readonly record struct FittedTemperature(double Temperature, double CrossEntropy, bool AtBound);
