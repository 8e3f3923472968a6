namespace AligNet.Stages.IngestBenchmarks;

/// <summary>Where a class stands in the hierarchy.</summary>
/// <param name="Basic">Name of its basic category.</param>
/// <param name="Superordinate">Name of its superordinate category.</param>
internal sealed record ClassCategory(string Basic, string Superordinate);
