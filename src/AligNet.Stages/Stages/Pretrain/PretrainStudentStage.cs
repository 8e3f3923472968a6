using System.IO;
using AligNet.Artifacts;

namespace AligNet.Stages.Pretrain;

/// <summary>Pretrains the simulated study's student as a classifier of subordinates.</summary>
public sealed class PretrainStudentStage : Stage<PretrainOptions>
{
    /// <inheritdoc/>
    public override string Name => "pretrain-student";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["student.safetensors"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, PretrainOptions options)
    {
        CsvTable images = CsvTable.Read(Path.Combine(context.DataRoot, context.Data.Images));
        PretrainedModel student = StudentPretraining.Run(
            StudyImages.Open(context, images), images.Text("subordinate"), options, context.Seed, context.Threads, context.Progress, context.Cancellation);
        new StudentFile(student.Config, student.Preprocessing, student.Weights).Write(context.Output("student.safetensors"));
    }
}
