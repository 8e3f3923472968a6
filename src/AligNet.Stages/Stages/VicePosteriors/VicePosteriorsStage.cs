using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;

namespace AligNet.Stages.VicePosteriors;

/// <summary>Fits the human posterior to the training triplets and gives the probability of every answer (METHOD section 1).</summary>
public sealed class VicePosteriorsStage : Stage<VicePosteriorsOptions>
{
    /// <summary>Below this many values a step takes tens of microseconds: handing it to a second thread costs more than it saves, above all
    /// on a machine that is busy with something else. The result is the same with any number of threads.</summary>
    private const int ValuesWorthSharing = 50_000;

    /// <inheritdoc/>
    public override string Name => "vice-posteriors";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["loc.arrow", "scale.arrow", "probabilities.parquet", "training.parquet"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, VicePosteriorsOptions options)
    {
        Triplet[] triplets = TripletTable.ToTriplets(context.ReadTable("triplets"));
        if (triplets.Length == 0)
        {
            throw new StageException("vice-posteriors: there is no training triplet. Name them in the profile: data.train_triplets.");
        }

        int objects = triplets.Max(triplet => Math.Max(triplet.First, Math.Max(triplet.Second, triplet.OddOneOut))) + 1;
        var settings = new ViceSettings
        {
            InitialDims = options.InitDim,
            BatchSize = options.Batch,
            LearningRate = options.LearningRate,
            Prior = new SpikeAndSlabPrior
            {
                Mixture = options.Mixture,
                SpikeScale = options.SpikeScale,
                SlabScale = options.SlabScale,
                SpikeWeight = options.SpikeWeight,
            },
            MaxEpochs = options.MaxEpochs,
            BurnIn = options.BurnIn,
            StableEpochs = options.Window,
            RelevantObjects = options.MinObjects,
            FalseDiscoveryRate = options.FalseDiscoveryRate,
            PosteriorSamples = options.Samples,
            Threads = objects * options.InitDim >= ValuesWorthSharing ? context.Threads : 1,
        };
        (ViceTrainer trainer, List<ViceEpoch> epochs) = Fit(context, options, settings, triplets, objects);
        VicePosterior posterior = trainer.Result();
        float[] probabilities = new float[triplets.Length * 3];
        MonteCarloPosterior.Probabilities(
            posterior, triplets, options.Samples, StageSeed.For("vice-posteriors/probabilities", context.Seed), probabilities, context.Threads);
        Write(context, posterior, triplets, probabilities, epochs);
        context.Progress.Log(
            $"VicePosteriors: {posterior.Dims} dimensions for {objects} objects after {epochs.Count} epochs ({(trainer.IsConverged ? "converged" : "not converged: max_epochs")}).");
    }

    private static (ViceTrainer Trainer, List<ViceEpoch> Epochs) Fit(
        StageContext context, VicePosteriorsOptions options, ViceSettings settings, Triplet[] triplets, int objects)
    {
        List<ViceEpoch> epochs = [];
        ViceTrainer trainer;
        if (ViceCheckpoint.Load(context.CheckpointFolder) is { } saved)
        {
            trainer = ViceTrainer.Restore(settings, triplets, objects, context.Seed, saved.State);
            epochs = saved.Epochs;
            context.Progress.Log($"VicePosteriors: goes on after epoch {trainer.Epoch}.");
        }
        else
        {
            trainer = new ViceTrainer(settings, triplets, objects, context.Seed);
        }

        while (!trainer.IsFinished)
        {
            ViceEpoch epoch = trainer.RunEpoch(context.Cancellation);
            epochs.Add(epoch);
            context.Progress.Report(
                "epochs", trainer.Epoch, options.MaxEpochs, "epochs",
                $"cross-entropy {epoch.CrossEntropy:F4}, {(epoch.RelevantDims is { } dims ? $"{dims} relevant dimensions" : "burn-in")}");
            if (trainer.Epoch % options.CheckpointEpochs == 0)
            {
                ViceCheckpoint.Save(context.CheckpointFolder, trainer.Save(), epochs);
            }
        }

        return (trainer, epochs);
    }

    private static void Write(StageContext context, VicePosterior posterior, Triplet[] triplets, float[] probabilities, List<ViceEpoch> epochs)
    {
        string[] ids = [.. Enumerable.Range(0, posterior.Objects).Select(row => row.ToString())];
        context.WriteMatrix("loc.arrow", ids, posterior.Loc);
        float[] scale = [.. posterior.LogScale.ToArray().Select(MathF.Exp)];
        context.WriteMatrix("scale.arrow", ids, new Representations(scale, posterior.Objects, posterior.Dims));
        context.WriteTable("probabilities.parquet", new Table(
        [
            .. TripletTable.From(triplets).Columns,
            .. new[] { "p_ij", "p_ik", "p_jk" }.Select((name, pair) =>
                Column.Of(name, Enumerable.Range(0, triplets.Length).Select(row => probabilities[(row * 3) + pair]).ToArray())),
        ]));
        context.WriteTable("training.parquet", new Table(
            Column.Of("epoch", epochs.Select(epoch => epoch.Epoch).ToArray()),
            Column.Of("cross_entropy_nats", epochs.Select(epoch => epoch.CrossEntropy).ToArray()),
            Column.Of("complexity_nats", epochs.Select(epoch => epoch.Complexity).ToArray()),
            Column.Of("accuracy", epochs.Select(epoch => epoch.Accuracy).ToArray()),
            Column.Of("relevant_dims", epochs.Select(epoch => epoch.RelevantDims is { } dims ? (double?)dims : null).ToArray())));
    }
}
