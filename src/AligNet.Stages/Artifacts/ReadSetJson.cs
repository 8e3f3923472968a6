using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Artifacts;

/// <summary>Sets of leaves as JSON: a list of lists of text.</summary>
[JsonSerializable(typeof(string[][]))]
internal sealed partial class ReadSetJson : JsonSerializerContext
{
    public static string Text(IEnumerable<string[]> sets) => JsonSerializer.Serialize([.. sets], Default.StringArrayArray);

    /// <summary>Reads sets; what cannot be read counts as none, which costs a run.</summary>
    public static string[][] Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            List<string[]> sets = [];
            foreach (JsonElement set in document.RootElement.EnumerateArray())
            {
                var leaves = new string[set.GetArrayLength()];
                for (int leaf = 0; leaf < leaves.Length; leaf++)
                {
                    leaves[leaf] = set[leaf].Text();
                }

                sets.Add(leaves);
            }

            return [.. sets];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
