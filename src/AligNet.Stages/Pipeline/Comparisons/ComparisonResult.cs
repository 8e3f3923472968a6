namespace AligNet.Pipeline.Comparisons;

/// <summary>Two runs side by side.</summary>
/// <param name="Tables">For the console.</param>
/// <param name="Notes">What has to be said beside the tables.</param>
/// <param name="Page">The page, HTML.</param>
public sealed record ComparisonResult(IReadOnlyList<PrintedTable> Tables, IReadOnlyList<string> Notes, string Page);
