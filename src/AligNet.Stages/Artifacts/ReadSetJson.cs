using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Artifacts;

/// <summary>Sets of leaves as JSON: a list of lists of text.</summary>
[JsonSerializable(typeof(string[][]))]
internal sealed partial class ReadSetJson : JsonSerializerContext
{
    public static string Text(IEnumerable<string[]> sets) => JsonSerializer.Serialize([.. sets], Default.StringArrayArray);

    /// <summary>Reads sets; what cannot be read counts as none, which costs a run.</summary>
    public static string[][] Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.StringArrayArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
