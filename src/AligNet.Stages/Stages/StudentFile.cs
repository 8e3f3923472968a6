using System.Text.Json;
using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages;

/// <summary>A student: weights with timm names, its architecture, and how it sees images, all in one safetensors file.</summary>
/// <param name="Config">Architecture.</param>
/// <param name="Preprocessing">How it sees images.</param>
/// <param name="Weights">Weights in the checkpoint's order.</param>
public sealed record StudentFile(VisionTransformerConfig Config, ImagePreprocessing Preprocessing, IReadOnlyList<NamedTensor> Weights)
{
    private const string ConfigKey = "alignet.config";
    private const string PreprocessingKey = "alignet.preprocessing";

    /// <summary>Writes the file; the architecture and preprocessing go into its metadata.</summary>
    public void Write(string path) => SafetensorsFile.Write(path, Weights, new Dictionary<string, string>
    {
        ["format"] = "pt",
        [ConfigKey] = JsonSerializer.Serialize(Config),
        [PreprocessingKey] = Preprocessing.ToJson(),
    });

    /// <summary>Reads a file that <see cref="Write"/> made.</summary>
    /// <exception cref="ArtifactException">It has no architecture or preprocessing in its metadata, or is damaged.</exception>
    public static StudentFile Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(ConfigKey, out string? config) || !file.Metadata.TryGetValue(PreprocessingKey, out string? preprocessing))
        {
            throw new ArtifactException($"{path}: has no student's architecture in its metadata; only files that PrepareStudent or Finetune wrote can be read here.");
        }

        try
        {
            return new StudentFile(
                JsonSerializer.Deserialize<VisionTransformerConfig>(config) ?? throw new JsonException("it is null"),
                ImagePreprocessing.FromJson(preprocessing, path),
                file.ReadAll());
        }
        catch (JsonException exception)
        {
            throw new ArtifactException($"{path}: the architecture in its metadata is not readable ({exception.Message}).", exception);
        }
    }
}
