using System.IO;
using System.Text.Json;
using AligNet.Domain;

namespace AligNet.Artifacts;

/// <summary>The right classes of images as numbers, several of one image or none: a JSON list of lists, as ImageNet-ReaL's <c>real.json</c>.</summary>
/// <remarks>Source: L. Beyer et al., Are we done with ImageNet? (2020); entry n is for the (n + 1)th image of ImageNet's validation set.</remarks>
public static class ClassNumberLists
{
    private const long MostBytes = 16L << 20;

    /// <summary>Reads a file: one list an image, in the file's order.</summary>
    /// <exception cref="ArtifactException">It is missing, too large, no JSON, or no list of lists of whole numbers from 0.</exception>
    public static int[][] Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > MostBytes)
            {
                throw new ArtifactException($"{path}: has {length} bytes, expected at most {MostBytes}.");
            }

            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{path}: cannot be read ({exception.Message}).", exception);
        }
    }

    private static int[][] Parse(string path, byte[] json)
    {
        List<int[]> images = [];
        List<int>? numbers = null;
        try
        {
            // Token by token: a document of such short lists would take many times the file's size.
            var reader = new Utf8JsonReader(json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsSpan(3) : json, new JsonReaderOptions { MaxDepth = 2 });
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray when reader.CurrentDepth == 1:
                        numbers = [];
                        break;
                    case JsonTokenType.EndArray when reader.CurrentDepth == 1:
                        images.Add([.. numbers!]);
                        break;
                    case JsonTokenType.StartArray or JsonTokenType.EndArray:
                        break;
                    case JsonTokenType.Number when reader.CurrentDepth == 2 && reader.TryGetInt32(out int number) && number >= 0:
                        numbers!.Add(number);
                        break;
                    default:
                        throw new ArtifactException($"{path}, entry {images.Count}: expected a list of class numbers from 0, such as [] or [207, 208].");
                }
            }
        }
        catch (JsonException exception)
        {
            throw new ArtifactException($"{path}: is no JSON list of lists of class numbers ({exception.Message}).", exception);
        }

        return images.Count > 0 ? [.. images] : throw new ArtifactException($"{path}: lists no image.");
    }
}
