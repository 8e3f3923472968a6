using System.Globalization;
using System.Text.Json;

namespace AligNet.Domain;

/// <summary>How an image file becomes a model's input: frame, resize, scale to [0, 1], subtract the mean, divide by the standard
/// deviation. Part of what identifies a model's representations.</summary>
public sealed record ImagePreprocessing
{
    private const string Prefix = "preprocessing.";

    /// <summary>Side of the square input in pixels.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>How the square is framed.</summary>
    public ImageFraming Framing { get; init; } = ImageFraming.Squash;

    /// <summary>With <see cref="ImageFraming.CentreCrop"/>, the shorter side's length after resizing; at least <see cref="ImageSize"/>.</summary>
    public int ResizeSize { get; init; } = 256;

    /// <summary>The interpolation.</summary>
    public ImageInterpolation Interpolation { get; init; } = ImageInterpolation.Bicubic;

    /// <summary>Subtracted from red, green and blue in [0, 1].</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0, 0, 0];

    /// <summary>Divides red, green and blue after that; above 0.</summary>
    public IReadOnlyList<double> Std { get; init; } = [1, 1, 1];

    /// <summary>Every fault; empty when it can be applied.</summary>
    public IEnumerable<string> Errors()
    {
        if (ImageSize < 1)
        {
            yield return $"{nameof(ImageSize)} must be at least 1, was {ImageSize}.";
        }

        if (Framing == ImageFraming.CentreCrop && ResizeSize < ImageSize)
        {
            yield return $"{nameof(ResizeSize)} must be at least {nameof(ImageSize)} {ImageSize}, was {ResizeSize}.";
        }

        if (Mean.Count != 3 || Std.Count != 3 || Mean.Any(value => !double.IsFinite(value)) || Std.Any(value => !(value > 0) || !double.IsFinite(value)))
        {
            yield return $"{nameof(Mean)} and {nameof(Std)} must be three numbers each, std above 0; were [{Text(Mean)}] and [{Text(Std)}].";
        }
    }

    /// <summary>The same framing at another size: the margin of a centre crop keeps its share.</summary>
    public ImagePreprocessing WithImageSize(int imageSize) =>
        this with { ImageSize = imageSize, ResizeSize = (int)Math.Floor((double)ResizeSize * imageSize / ImageSize) };

    /// <summary>Text entries that <see cref="FromMetadata"/> reads back, e.g. for an ONNX file's metadata.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [$"{Prefix}image_size"] = ImageSize.ToString(CultureInfo.InvariantCulture),
        [$"{Prefix}framing"] = Framing.ToString(),
        [$"{Prefix}resize_size"] = ResizeSize.ToString(CultureInfo.InvariantCulture),
        [$"{Prefix}interpolation"] = Interpolation.ToString(),
        [$"{Prefix}mean"] = Text(Mean),
        [$"{Prefix}std"] = Text(Std),
    };

    /// <summary>Reads what <see cref="ToMetadata"/> wrote; null when there is nothing of it.</summary>
    /// <param name="metadata">Entries of a model file.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="ArtifactException">Entries are missing or cannot be used.</exception>
    public static ImagePreprocessing? FromMetadata(IReadOnlyDictionary<string, string> metadata, string source)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (!metadata.Keys.Any(key => key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            return Checked(new ImagePreprocessing
            {
                ImageSize = int.Parse(metadata[$"{Prefix}image_size"], CultureInfo.InvariantCulture),
                Framing = Enum.Parse<ImageFraming>(metadata[$"{Prefix}framing"]),
                ResizeSize = int.Parse(metadata[$"{Prefix}resize_size"], CultureInfo.InvariantCulture),
                Interpolation = Enum.Parse<ImageInterpolation>(metadata[$"{Prefix}interpolation"]),
                Mean = Numbers(metadata[$"{Prefix}mean"]),
                Std = Numbers(metadata[$"{Prefix}std"]),
            });
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or KeyNotFoundException or ArgumentException)
        {
            throw new ArtifactException($"{source}: its preprocessing metadata cannot be used: {fault.Message} Set the preprocessing in the options.", fault);
        }
    }

    /// <summary>Reads the "pretrained_cfg" of a timm <c>config.json</c>: input_size, crop_pct, crop_mode, interpolation, mean, std.</summary>
    /// <param name="configJson">The file's text.</param>
    /// <param name="source">The file, for messages.</param>
    /// <returns>The preprocessing, or null when the file has no such part.</returns>
    /// <exception cref="ArtifactException">It cannot be used.</exception>
    public static ImagePreprocessing? FromTimmConfig(string configJson, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(configJson);
            if (!document.RootElement.TryGetProperty("pretrained_cfg", out JsonElement part))
            {
                return null;
            }

            int size = part.GetProperty("input_size")[1].GetInt32();
            double share = part.TryGetProperty("crop_pct", out JsonElement crop) ? crop.GetDouble() : 0.875;
            bool squash = part.TryGetProperty("crop_mode", out JsonElement mode) && mode.GetString() == "squash";
            string interpolation = part.TryGetProperty("interpolation", out JsonElement name) ? name.GetString() ?? "" : "bicubic";
            return Checked(new ImagePreprocessing
            {
                ImageSize = size,
                Framing = squash ? ImageFraming.Squash : ImageFraming.CentreCrop,
                ResizeSize = (int)Math.Floor(size / share),
                Interpolation = Enum.Parse<ImageInterpolation>(interpolation, ignoreCase: true),
                Mean = [.. part.GetProperty("mean").EnumerateArray().Select(value => value.GetDouble())],
                Std = [.. part.GetProperty("std").EnumerateArray().Select(value => value.GetDouble())],
            });
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ArtifactException($"{source}: its pretrained_cfg cannot be used: {fault.Message} Set the preprocessing in the options.", fault);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ImagePreprocessing? other) =>
        other is not null && ImageSize == other.ImageSize && Framing == other.Framing && ResizeSize == other.ResizeSize
        && Interpolation == other.Interpolation && Mean.SequenceEqual(other.Mean) && Std.SequenceEqual(other.Std);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ImageSize, Framing, ResizeSize, Interpolation, Text(Mean), Text(Std));

    private static ImagePreprocessing Checked(ImagePreprocessing preprocessing) =>
        string.Join(" ", preprocessing.Errors()) is { Length: > 0 } faults ? throw new ArgumentException(faults) : preprocessing;

    private static string Text(IReadOnlyList<double> values) => string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
}
