using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Artifacts;

/// <summary>The files of an output, token by token: an image set has tens of thousands, and a command with nothing to do reads them all.</summary>
internal sealed class ManifestFilesConverter : JsonConverter<IReadOnlyList<ManifestFile>>
{
    private const string PathName = "path";
    private const string BytesName = "bytes";
    private const string DigestName = "sha256";

    /// <inheritdoc/>
    public override IReadOnlyList<ManifestFile> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        List<ManifestFile> files = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            files.Add(ReadFile(ref reader));
        }

        Expect(ref reader, JsonTokenType.EndArray);
        return files;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ManifestFile> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (ManifestFile file in value)
        {
            writer.WriteStartObject();
            writer.WriteString(PathName, file.Path);
            writer.WriteNumber(BytesName, file.Bytes);
            writer.WriteString(DigestName, file.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static ManifestFile ReadFile(ref Utf8JsonReader reader)
    {
        (string? path, long? bytes, string? digest) = (null, null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(PathName))
            {
                path = Text(ref reader);
            }
            else if (reader.ValueTextEquals(BytesName))
            {
                reader.Read();
                Expect(ref reader, JsonTokenType.Number);
                bytes = reader.TryGetInt64(out long number) ? number : throw new JsonException("A size is a whole number.");
            }
            else if (reader.ValueTextEquals(DigestName))
            {
                digest = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        Expect(ref reader, JsonTokenType.EndObject);
        return path is not null && digest is not null && bytes is { } size ? new ManifestFile(path, size, digest) : throw new JsonException("A file has a path, a size and a digest.");
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
        {
            throw new JsonException($"Expected {expected}, found {reader.TokenType}.");
        }
    }
}
