namespace AligNet.Pipeline;

/// <summary>A table for the console.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Header">Names of the columns.</param>
/// <param name="Rows">Cells, each row as long as the header.</param>
public sealed record PrintedTable(string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows);
