using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Distillation;

namespace AligNet.Stages.UdFit;

/// <summary>Fits the affine transform that bends an encoder's representations of the judged objects towards the human posterior
/// (METHOD section 2), or reads a published one in its place.</summary>
public sealed class UdFitStage : Stage<UdFitOptions>
{
    /// <summary>Name of the input that holds a published transform; the stage then fits nothing.</summary>
    public const string PublishedInput = "published-transform";

    /// <inheritdoc/>
    public override string Name => "ud-fit";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["transform.arrow", "transform.npz", "crossvalidation.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, UdFitOptions options)
    {
        using ArrowMatrix objects = ArrowMatrix.Open(context.Input("objects"));
        AffineTransform? transform = null;
        IReadOnlyList<UdFold> folds = [];
        if (options.Transform == TransformKind.UncertaintyDistillation)
        {
            (transform, folds) = context.HasInput(PublishedInput)
                ? (Published(context.Input(PublishedInput), objects.Values), [])
                : Fit(context, options, objects.Values);
        }

        TransformFile.Write(context, "transform.arrow", transform);
        TransformNpz.Write(context, "transform.npz", transform, objects.Values.Dim);
        context.WriteTable("crossvalidation.parquet", ToTable(folds));
    }

    private static AffineTransform? Published(string path, Representations objects)
    {
        AffineTransform? transform = TransformNpz.Read(path);
        TransformFile.Check(transform, objects, path);
        return transform;
    }

    private static (AffineTransform Transform, IReadOnlyList<UdFold> Folds) Fit(StageContext context, UdFitOptions options, Representations objects)
    {
        Table probabilities = context.ReadTable("probabilities");
        Triplet[] triplets = TripletTable.ToTriplets(probabilities);
        float[][] pairs = [.. new[] { "p_ij", "p_ik", "p_jk" }.Select(probabilities.Get<float>)];
        float[] targets = new float[triplets.Length * 3];
        for (int row = 0; row < triplets.Length; row++)
        {
            (targets[row * 3], targets[(row * 3) + 1], targets[(row * 3) + 2]) = (pairs[0][row], pairs[1][row], pairs[2][row]);
        }

        UdResult result = new UdFitter(Settings(options, context.Threads))
            .Fit(objects, triplets, targets, context.Seed, context.Progress, context.Cancellation);
        context.Progress.Log(
            $"UdFit: λ = {result.Lambda:G3}; odd-one-out accuracy on objects not fitted {result.AccuracyBefore:F3} → {result.AccuracyAfter:F3} ({options.Folds} folds).");
        return (result.Transform, result.Folds);
    }

    private static UdSettings Settings(UdFitOptions options, int threads) => new()
    {
        Loss = options.Loss,
        Regulariser = options.Regulariser,
        Optimiser = options.Optimiser,
        InitialScale = options.InitScale,
        LearningRate = options.LearningRate,
        Momentum = options.Momentum,
        ClipNorm = options.GradientClip,
        BatchSize = options.Batch,
        MaxEpochs = options.MaxEpochs,
        MinEpochs = options.MinEpochs,
        Patience = options.Patience,
        MinGain = options.MinGain,
        Folds = options.Folds,
        Lambdas = options.Lambdas,
        Selection = options.Selection,
        Threads = threads,
    };

    private static Table ToTable(IReadOnlyList<UdFold> folds) => new(
        Column.Of("regulariser_lambda", folds.Select(fold => fold.Lambda).ToArray()),
        Column.Of("fold", folds.Select(fold => fold.Fold).ToArray()),
        Column.Of("train_triplets", folds.Select(fold => fold.TrainTriplets).ToArray()),
        Column.Of("validation_triplets", folds.Select(fold => fold.ValidationTriplets).ToArray()),
        Column.Of("epochs", folds.Select(fold => fold.Epochs).ToArray()),
        Column.Of("train_loss_nats", folds.Select(fold => fold.TrainLoss).ToArray()),
        Column.Of("validation_loss_nats", folds.Select(fold => fold.ValidationLoss).ToArray()),
        Column.Of("accuracy_before", folds.Select(fold => fold.AccuracyBefore).ToArray()),
        Column.Of("accuracy_after", folds.Select(fold => fold.AccuracyAfter).ToArray()));
}
