namespace AligNet.Pipeline;

/// <summary>An input of a node as its key sees it.</summary>
/// <param name="Name">Name in the stage.</param>
/// <param name="From">"node/output", "file" or "files".</param>
/// <param name="Digest">Digest of the whole content.</param>
/// <param name="Rows">Number of rows of a table, or null.</param>
/// <param name="Columns">Digest of each column of a table, or null.</param>
/// <param name="Artifact">Fingerprint of the artifact, or null.</param>
/// <param name="Keyed">Whether its content can change results.</param>
internal sealed record KeyInput(
    string Name, string From, string Digest, long? Rows = null, IReadOnlyDictionary<string, string>? Columns = null, string? Artifact = null, bool Keyed = true);
