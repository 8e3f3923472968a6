namespace AligNet.Stages.Report;

/// <summary>A difference between two settings over paired units, with its 95 % interval, its p-value corrected after Holm over all
/// comparisons of its task, and how it was tested.</summary>
internal sealed record ComparisonRow(string Before, string After, double Difference, double? Low, double? High, double? PHolm, string Test, long N, string Unit);
