namespace AligNet.Numerics.Metrics;

/// <summary>An estimate with its interval.</summary>
/// <param name="Estimate">The statistic of the units as they are.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct BootstrapInterval(double Estimate, double Low, double High);
