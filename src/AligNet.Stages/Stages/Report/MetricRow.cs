namespace AligNet.Stages.Report;

/// <summary>One number with its 95 % interval, the count behind it, and what was counted.</summary>
internal sealed record MetricRow(double Value, double? Low, double? High, long N, string Unit);
