using System.IO;
using AligNet.Artifacts;

namespace AligNet.Stages.Pretrain;

/// <summary>Pretrains the simulated study's teacher on captioned images and gives it as ONNX, the form in which any teacher comes.</summary>
public sealed class PretrainTeacherStage : Stage<PretrainOptions>
{
    /// <inheritdoc/>
    public override string Name => "pretrain-teacher";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["teacher.onnx"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, PretrainOptions options)
    {
        CsvTable images = CsvTable.Read(Path.Combine(context.DataRoot, context.Data.Images));
        PretrainedModel teacher = TeacherPretraining.Run(
            StudyImages.Open(context, images), images.Text("caption"), options, context.Seed, context.Threads, context.Progress, context.Cancellation);
        new StudentFile(teacher.Config, teacher.Preprocessing, teacher.Weights).WriteOnnx(context.Output("teacher.onnx"));
    }
}
