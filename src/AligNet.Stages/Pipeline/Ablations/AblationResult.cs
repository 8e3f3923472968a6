namespace AligNet.Pipeline.Ablations;

/// <summary>What an ablation gave.</summary>
/// <param name="Tables">For the console.</param>
/// <param name="Notes">What has to be said beside the tables: the choice, what is not available.</param>
/// <param name="Folder">Folder of the tables, Parquet.</param>
/// <param name="Page">The page, HTML.</param>
public sealed record AblationResult(IReadOnlyList<PrintedTable> Tables, IReadOnlyList<string> Notes, string Folder, string Page);
