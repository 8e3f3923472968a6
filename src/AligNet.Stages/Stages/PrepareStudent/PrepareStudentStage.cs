using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Torch;

namespace AligNet.Stages.PrepareStudent;

/// <summary>Reads the student's pretrained checkpoint, adapts it to the image size asked for, and gives it as safetensors and as ONNX.</summary>
/// <remarks>A file that this pipeline wrote says its architecture and preprocessing itself; of any other they are recognised, or taken from
/// the options.</remarks>
public sealed class PrepareStudentStage : Stage<PrepareStudentOptions>
{
    /// <inheritdoc/>
    public override string Name => "prepare-student";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["student.safetensors", "student.onnx"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, PrepareStudentOptions options)
    {
        string path = context.Input("weights");
        StudentFile? known = StudentFile.TryRead(path);
        (VisionTransformerConfig config, IReadOnlyList<NamedTensor> weights) = known is not null ? (known.Config, known.Weights) : Recognise(context, options, path);
        if (options.ImageSize > 0 && options.ImageSize != config.ImageSize)
        {
            if (options.ImageSize % config.PatchSize != 0)
            {
                throw new OptionsException(
                    $"prepare-student.image_size is {options.ImageSize}, but the student's patches are {config.PatchSize} pixels wide. Choose a multiple, like {Math.Max(1, options.ImageSize / config.PatchSize) * config.PatchSize}.");
            }

            (config, weights) = VisionTransformerWeights.Resize(config, weights, options.ImageSize);
        }

        var student = new StudentFile(config, known?.Preprocessing.WithImageSize(config.ImageSize) ?? Preprocessing(options, config.ImageSize), weights);
        student.Write(context.Output("student.safetensors"));
        student.WriteOnnx(context.Output("student.onnx"));
        context.Progress.Log($"PrepareStudent: vision transformer of width {config.Width}, depth {config.Depth}, {config.Heads} heads, patches of {config.PatchSize}, images of {config.ImageSize} px.");
    }

    private static (VisionTransformerConfig Config, IReadOnlyList<NamedTensor> Weights) Recognise(StageContext context, PrepareStudentOptions options, string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return (VisionTransformerRecognition.Recognise(file.Shapes(), ConfigJson(context, options), path), file.ReadAll());
    }

    private static ImagePreprocessing Preprocessing(PrepareStudentOptions options, int imageSize) => new()
    {
        ImageSize = imageSize,
        Framing = options.Framing,
        ResizeSize = options.ResizeSize > 0 ? options.ResizeSize : Math.Max(imageSize, (int)Math.Round(imageSize * 256 / 224.0)),
        Interpolation = options.Interpolation,
        Mean = options.Mean,
        Std = options.Std,
    };

    private static string? ConfigJson(StageContext context, PrepareStudentOptions options)
    {
        JsonObject? config = null;
        if (context.HasInput("config"))
        {
            string path = context.Input("config");
            try
            {
                config = JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
            }
            catch (JsonException exception)
            {
                throw new ArtifactException($"{path}: is not readable JSON ({exception.Message}).", exception);
            }
        }

        if (options.Heads > 0)
        {
            config ??= [];
            config["num_heads"] = options.Heads;
        }

        return config?.ToJsonString();
    }
}
