using System.Text.Json;

namespace AligNet.Artifacts;

/// <summary>Reads the fields of stored records from a parsed document. A deserialiser would be shorter; but its code for dates, numbers and
/// dictionaries is compiled anew in every process, which is a good part of what a command with nothing to do takes.</summary>
/// <remarks>Names are those that the serialiser writes: snake_case.</remarks>
internal static class RecordJson
{
    /// <summary>Reads a record from the text of its file.</summary>
    /// <param name="json">The file, UTF-8.</param>
    /// <param name="read">Makes the record from the outermost object; null for one of another format.</param>
    /// <returns>The record; null when the text is no JSON, a field is missing, or one has another type.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A text that must be there.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).Text();

    /// <summary>A text that may be null or missing.</summary>
    public static string? OptionalText(this JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>A whole number that may be null or missing.</summary>
    public static long? OptionalWhole(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetInt64() : null;

    /// <summary>Text by name, in ordinal order; null when null or missing.</summary>
    public static SortedDictionary<string, string>? OptionalTexts(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement values) || values.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty value in values.EnumerateObject())
        {
            texts[value.Name] = value.Value.Text();
        }

        return texts;
    }

    /// <summary>Text by name that must be there.</summary>
    public static SortedDictionary<string, string> Texts(this JsonElement element, string name) =>
        element.OptionalTexts(name) ?? throw new JsonException($"'{name}' is missing.");

    /// <summary>The items of a list that must be there.</summary>
    public static List<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> item)
    {
        List<T> items = [];
        foreach (JsonElement value in element.GetProperty(name).EnumerateArray())
        {
            items.Add(item(value));
        }

        return items;
    }

    /// <summary>The text that a value is; a text that is null is none.</summary>
    public static string Text(this JsonElement value) => value.GetString() ?? throw new JsonException("Expected text, found null.");
}
