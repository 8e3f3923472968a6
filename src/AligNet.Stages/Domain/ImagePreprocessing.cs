using System.Text.Json;
using System.Text.Json.Serialization;

namespace AligNet.Domain;

/// <summary>How a model wants its images: size, resizing, value range. Pixels are divided by 255, then x ↦ (x − mean) / std per channel.</summary>
public sealed record ImagePreprocessing
{
    /// <summary>Side of the square input, pixels.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>How a square is made.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.ShorterSide;

    /// <summary>Length of the shorter side before the centre crop, pixels; used by <see cref="ResizeMode.ShorterSide"/> only.</summary>
    public int ResizeSize { get; init; } = 256;

    /// <summary>Kernel of the resampling.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bicubic;

    /// <summary>Mean of R, G, B on the scale 0 to 1. Default: ImageNet's.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.485, 0.456, 0.406];

    /// <summary>Standard deviation of R, G, B on the scale 0 to 1. Default: ImageNet's.</summary>
    public IReadOnlyList<double> Std { get; init; } = [0.229, 0.224, 0.225];

    /// <summary>Every fault of the values.</summary>
    public IEnumerable<string> Errors()
    {
        if (ImageSize is < 1 or > 4096)
        {
            yield return $"image size must be 1 to 4096 pixels, was {ImageSize}.";
        }

        if (Resize == ResizeMode.ShorterSide && ResizeSize < ImageSize)
        {
            yield return $"resize size must be at least the image size {ImageSize}, was {ResizeSize}.";
        }

        if (Mean.Count != 3 || Std.Count != 3 || Mean.Any(value => !double.IsFinite(value)) || Std.Any(value => !(value > 0)))
        {
            yield return "mean and std must be three finite numbers each (R, G, B), std above 0.";
        }
    }

    /// <summary>One line of JSON, as kept in a model's metadata.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ImagePreprocessingJson.Default.ImagePreprocessing);

    /// <summary>Reads <see cref="ToJson"/>'s text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="ArtifactException">It is not such a record, or its values cannot be used.</exception>
    public static ImagePreprocessing FromJson(string json, string source)
    {
        try
        {
            ImagePreprocessing read = JsonSerializer.Deserialize(json, ImagePreprocessingJson.Default.ImagePreprocessing)
                ?? throw new JsonException("it is null");
            return read.Errors().FirstOrDefault() is { } fault ? throw new ArtifactException($"{source}: its preprocessing cannot be used: {fault}") : read;
        }
        catch (JsonException exception)
        {
            throw new ArtifactException($"{source}: its preprocessing is not readable ({exception.Message}).", exception);
        }
    }
}

/// <summary>Serialisation code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImagePreprocessing))]
internal sealed partial class ImagePreprocessingJson : JsonSerializerContext;
