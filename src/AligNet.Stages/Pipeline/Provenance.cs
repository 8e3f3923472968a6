using System.Text.Json;
using System.Text.Json.Serialization;
using AligNet.Artifacts;

namespace AligNet.Pipeline;

/// <summary>The history of an artifact, kept in the footer of its tables: what is being made, then every artifact it comes from, each after those
/// that it reads. Holds no time, place or machine.</summary>
/// <param name="Format">Version of this layout.</param>
/// <param name="Steps">The steps; the last is the file's own, known before it has a fingerprint.</param>
public sealed record Provenance(int Format, IReadOnlyList<ProvenanceStep> Steps)
{
    /// <summary>The history as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ProvenanceJson.Default.Provenance);

    /// <summary>Reads a history, or null when the text is none.</summary>
    public static Provenance? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ProvenanceJson.Default.Provenance);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The history of what a node is about to make.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">Its key.</param>
    /// <param name="settled">The artifact of each node of the graph that is settled.</param>
    internal static Provenance Of(StageNode node, StageKey key, IReadOnlyDictionary<string, Manifest> settled)
    {
        List<ProvenanceStep> steps = [];
        HashSet<string> done = [];
        foreach (KeyInput input in key.Inputs)
        {
            Visit(input.From);
        }

        steps.Add(new ProvenanceStep(
            node.Name, node.Stage.Name, key.Everything, key.Code, Settings(key.Leaves),
            [.. key.Inputs.Select(input => new ManifestInput(input.Name, input.From, input.Digest, input.Artifact))]));
        return new Provenance(1, steps);

        void Visit(string from)
        {
            string name = from.Split('/')[0];
            if (from.Contains('/', StringComparison.Ordinal) && settled.TryGetValue(name, out Manifest? manifest) && done.Add(name))
            {
                foreach (ManifestInput input in manifest.Inputs)
                {
                    Visit(input.From);
                }

                steps.Add(new ProvenanceStep(name, manifest.Stage, manifest.Fingerprint, manifest.Code, Settings(manifest.Leaves), manifest.Inputs));
            }
        }
    }

    private static SortedDictionary<string, string> Settings(IReadOnlyDictionary<string, string> leaves) => new(
        leaves.Where(leaf => leaf.Key == KeyLeaf.Seed || leaf.Key.StartsWith(KeyLeaf.OptionPrefix, StringComparison.Ordinal)).ToDictionary(), StringComparer.Ordinal);
}

/// <summary>Serialisation code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Provenance))]
internal sealed partial class ProvenanceJson : JsonSerializerContext;
