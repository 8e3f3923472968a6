using System.Text.Json;

namespace AligNet.Artifacts;

/// <summary>One input of a run.</summary>
/// <param name="Name">The input's name in the stage.</param>
/// <param name="From">Where it came from, to be read by people: "cluster/assignments.parquet", "file", or "files".</param>
/// <param name="Digest">Digest of its whole content; of the values, for tables and matrices.</param>
/// <param name="Artifact">Fingerprint of the artifact that it is a part of; null for files of the user.</param>
public sealed record ManifestInput(string Name, string From, string Digest, string? Artifact)
{
    internal static ManifestInput Of(JsonElement input) => new(input.Text("name"), input.Text("from"), input.Text("digest"), input.OptionalText("artifact"));
}
