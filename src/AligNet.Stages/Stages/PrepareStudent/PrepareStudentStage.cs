using AligNet.Domain;
using AligNet.Torch;

namespace AligNet.Stages.PrepareStudent;

/// <summary>Reads the student's pretrained checkpoint, adapts it to the image size asked for, and gives it as safetensors and as ONNX.</summary>
/// <remarks>A file that this pipeline wrote says its architecture and preprocessing itself; of any other they are recognised, or taken from
/// the options.</remarks>
public sealed class PrepareStudentStage : Stage<PrepareStudentOptions>, IReadsSources
{
    /// <inheritdoc/>
    public override string Name => "prepare-student";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["student.safetensors", "student.onnx"];

    /// <inheritdoc/>
    public IReadOnlyList<SourceInput> Sources(DataOptions data, IStageOptions options, string dataRoot) => StudentSources.Of(data, dataRoot);

    /// <inheritdoc/>
    protected override void Run(StageContext context, PrepareStudentOptions options)
    {
        string path = StudentSources.Path(context);
        StudentFile student = StudentFile.TryRead(path) ?? Recognise(options, path, context);
        if (options.ImageSize > 0 && options.ImageSize != student.Config.ImageSize)
        {
            student = Resize(student, options);
        }

        student.Write(context.Output("student.safetensors"));
        student.WriteOnnx(context.Output("student.onnx"));
        VisionTransformerConfig config = student.Config;
        context.Progress.Log(
            $"PrepareStudent: vision transformer of width {config.Width}, depth {config.Depth}, {config.Heads} heads, patches of {config.PatchSize}, images of {config.ImageSize} px.");
    }

    private static StudentFile Recognise(PrepareStudentOptions options, string path, StageContext context)
    {
        var checkpoint = StudentCheckpoint.Read(path, options);
        context.Progress.Log($"PrepareStudent: {checkpoint.Naming} names, pooling by {checkpoint.Config.Pooling}, {checkpoint.Config.Gelu} GELU.");
        ImagePreprocessing preprocessing = PreprocessingChoice.Of(
            "prepare-student", checkpoint.Config.ImageSize, checkpoint.Preprocessing, options.Framing, options.ResizeSize, options.Interpolation, options.Mean, options.Std);
        return new StudentFile(checkpoint.Config, preprocessing, checkpoint.Weights);
    }

    private static StudentFile Resize(StudentFile student, PrepareStudentOptions options)
    {
        int patch = student.Config.PatchSize;
        if (options.ImageSize % patch != 0)
        {
            throw new OptionsException(
                $"prepare-student.image_size is {options.ImageSize}, but the student's patches are {patch} pixels wide. Choose a multiple, like {Math.Max(1, options.ImageSize / patch) * patch}.");
        }

        (VisionTransformerConfig config, IReadOnlyList<NamedTensor> weights) =
            VisionTransformerWeights.Resize(student.Config, student.Weights, options.ImageSize, options.PositionResampling);
        ImagePreprocessing preprocessing = student.Preprocessing.WithImageSize(options.ImageSize);
        return new StudentFile(
            config, options.ResizeSize > 0 ? preprocessing with { ResizeSize = Math.Max(options.ResizeSize, options.ImageSize) } : preprocessing, weights);
    }
}
