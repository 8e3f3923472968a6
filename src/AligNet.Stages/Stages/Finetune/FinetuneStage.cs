using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Imaging;
using AligNet.Torch;

namespace AligNet.Stages.Finetune;

/// <summary>Fine-tunes the student on the teacher's soft labels (METHOD section 7).</summary>
public sealed class FinetuneStage : Stage<FinetuneOptions>
{
    /// <inheritdoc/>
    public override string Name => "finetune";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["student.safetensors", "student.onnx", "triplet_head.safetensors", "training.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, FinetuneOptions options)
    {
        StudentFile student = StudentFile.Read(context.Input("student"));
        LabelledTriplets triplets = LabelledTable.Read(context.Input("labelled"), "train");
        if (triplets.Count == 0)
        {
            throw new StageException("finetune: there is no labelled triplet to train on. Set sample-triplets.triplets above 0.");
        }

        var pixels = new ImagePixelSource(ImageTable.Files(context, "images"), student.Preprocessing, context.Threads);
        using var trainer = new TripletTrainer(student.Config, student.Weights, triplets, pixels, TrainingOptions(context, options), TimeProvider.System);
        bool resumed = trainer.Load(context.CheckpointFolder);
        var log = new TrainingLog(context.CheckpointFolder, trainer.StepsDone);
        if (resumed)
        {
            context.Progress.Log($"Finetune: goes on after step {trainer.StepsDone}.");
        }

        Train(context, options, trainer, log);
        StudentFile tuned = student with { Weights = trainer.Student() };
        tuned.Write(context.Output("student.safetensors"));
        tuned.WriteOnnx(context.Output("student.onnx"));
        SafetensorsFile.Write(context.Output("triplet_head.safetensors"), trainer.TripletHead());
        context.WriteTable("training.parquet", log.ToTable());
    }

    private static void Train(StageContext context, FinetuneOptions options, TripletTrainer trainer, TrainingLog log)
    {
        while (trainer.StepsDone < options.Steps)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            TripletTrainingStep step = trainer.Step();
            log.Add(step);
            context.Progress.Report(
                "training", trainer.StepsDone, options.Steps, "steps",
                $"loss {step.Loss:F4}, accuracy {step.Accuracy:F3}, {step.ImagesPerSecond:F0} images/s");
            if (trainer.StepsDone % options.CheckpointSteps == 0 && trainer.StepsDone < options.Steps)
            {
                log.Save();
                trainer.Save(context.CheckpointFolder);
            }
        }
    }

    private static TripletTrainingOptions TrainingOptions(StageContext context, FinetuneOptions options) => new()
    {
        HeadWidth = options.HeadWidth,
        Loss = options.Loss,
        TeacherTemperature = options.TeacherTemperature,
        StudentTemperature = options.StudentTemperature,
        UnitNorm = options.UnitNorm,
        Regulariser = options.Regulariser,
        StartWeight = options.RegulariserWeight,
        PeakLearningRate = options.LearningRate,
        WarmupSteps = options.WarmupSteps,
        Steps = options.Steps,
        BatchTriplets = options.Batch,
        BlockTriplets = options.BlockTriplets,
        GradientClip = options.GradientClip,
        Precision = options.Precision,
        Seed = context.Seed,
        Threads = context.Threads,
    };
}
