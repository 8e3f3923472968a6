using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Distillation;

/// <summary>Fits the affine transform from teacher representations to human judgements: cross-validates λ over objects, then fits all objects.</summary>
/// <remarks>Source: METHOD section 2. Without validation objects the final fit runs as many epochs as the best λ's folds did on average.</remarks>
public sealed class UdFitter
{
    private readonly UdSettings _settings;

    /// <summary>Prepares a fitter.</summary>
    /// <exception cref="OptionsException">Settings that cannot be used.</exception>
    public UdFitter(UdSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string[] faults = [.. settings.Errors()];
        if (faults.Length > 0)
        {
            throw new OptionsException("Transform settings: " + string.Join(" ", faults));
        }

        _settings = settings;
    }

    /// <summary>Whether to train in the span of the training rows where that is smaller; off only to compare in tests.</summary>
    internal bool ReduceSpace { get; init; } = true;

    /// <summary>Runs the cross-validation and the final fit.</summary>
    /// <param name="objects">Teacher representations of the objects, one a row.</param>
    /// <param name="triplets">Human triplets over those rows; the pair (first, second) is the human choice.</param>
    /// <param name="targets">3 probabilities per triplet (ij, ik, jk), each row with sum 1; may be empty for the hard loss.</param>
    /// <param name="seed">Decides folds and batch order.</param>
    /// <param name="progress">Told of each finished (λ, fold) and epoch.</param>
    /// <param name="cancellation">Checked before each step.</param>
    /// <exception cref="StageException">Inputs that do not fit together, a fold without triplets, or a fit that diverges.</exception>
    public UdResult Fit(Representations objects, Triplet[] triplets, float[] targets, ulong seed, IStageProgress progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(triplets);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(progress);
        UdTriplets all = Check(objects, triplets, targets);
        (double mean, double std) = Standardisation.Of(objects);
        double[] rows = Standardise(objects, mean, std);
        bool reduce = ReduceSpace && _settings.Optimiser == UdOptimiser.Sgd;
        int[] order = [.. Enumerable.Range(0, objects.Rows)];
        new Pcg32(StageSeed.For("folds", seed)).Shuffle<int>(order);
        UdProblem[] problems = [.. Enumerable.Range(0, _settings.Folds).Select(fold => FoldProblem(rows, objects.Dim, all, order, fold, reduce))];
        double[] before = [.. Enumerable.Range(0, _settings.Folds).Select(fold => AccuracyBefore(objects, all, order, fold))];

        var folds = new UdFold[_settings.Lambdas.Count * _settings.Folds];
        int done = 0;
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = _settings.Threads, CancellationToken = cancellation }, task =>
        {
            (int lambda, int fold) = Math.DivRem(task, _settings.Folds);
            folds[task] = RunFold(problems[fold], _settings.Lambdas[lambda], fold, before[fold], seed, cancellation);
            progress.Report("cross-validation", Interlocked.Increment(ref done), folds.Length, "fits", $"λ {folds[task].Lambda:G3}, accuracy {folds[task].AccuracyAfter:F3}");
        });

        double best = BestLambda(folds);
        int epochs = (int)Math.Round(folds.Where(fold => fold.Lambda == best).Average(fold => fold.Epochs));
        var problem = new UdProblem(rows, objects.Dim, order, all, [], new UdTriplets([], []), reduce);
        using var team = new SpinTeam(_settings.Threads);
        UdModel model = problem.NewModel(_settings, best, team);
        double loss = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            loss = CheckFinite(problem.RunEpoch(model, _settings, epoch, StageSeed.For("final", seed), cancellation), best, epoch);
            progress.Report("final fit", epoch + 1, epochs, "epochs", $"loss {loss:F4}");
        }

        double[] weights = problem.Basis.ExpandWeights(model.Weights, model.ComplementScale);
        double[] bias = problem.Basis.Expand(model.Bias);
        var transform = new AffineTransform(mean, std, [.. weights.Select(value => (float)value)], [.. bias.Select(value => (float)value)]);
        return new UdResult(transform, best, folds, epochs, loss);
    }

    private static double[] Standardise(Representations objects, double mean, double std)
    {
        double[] rows = new double[checked(objects.Rows * objects.Dim)];
        for (int row = 0; row < objects.Rows; row++)
        {
            ReadOnlySpan<float> values = objects.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                rows[(row * objects.Dim) + column] = (values[column] - mean) / std;
            }
        }

        return rows;
    }

    private UdTriplets Check(Representations objects, Triplet[] triplets, float[] targets)
    {
        if (objects.Rows < 3 * _settings.Folds)
        {
            throw new StageException($"The transform is cross-validated in {_settings.Folds} folds of at least 3 objects; {objects.Rows} objects found. Give more objects or fewer folds.");
        }

        bool hard = _settings.Loss == UdLoss.Hard && targets.Length == 0;
        if (triplets.Length == 0 || (!hard && targets.Length != 3L * triplets.Length))
        {
            throw new StageException($"The transform needs triplets and 3 probabilities for each: {triplets.Length} triplets and {targets.Length} probabilities found. Rerun the stage that makes the probabilities.");
        }

        for (int row = 0; row < triplets.Length; row++)
        {
            Triplet t = triplets[row];
            if (!t.IsDistinct || (uint)t.First >= (uint)objects.Rows || (uint)t.Second >= (uint)objects.Rows || (uint)t.OddOneOut >= (uint)objects.Rows)
            {
                throw new StageException($"Triplet {row} is ({t.First}, {t.Second}, {t.OddOneOut}); three different objects from 0 to {objects.Rows - 1} expected. Correct the triplet table.");
            }
        }

        for (int at = 0; at < targets.Length; at++)
        {
            if (!(targets[at] >= 0 && targets[at] <= 1.0001f))
            {
                throw new StageException($"Probability {at % 3} of triplet {at / 3} is {targets[at]}; 0 to 1 expected. Rerun the stage that makes the probabilities.");
            }
        }

        return new UdTriplets(triplets, hard ? new float[3 * triplets.Length] : targets);
    }

    private int FoldStart(int objects, int fold) => (int)((long)objects * fold / _settings.Folds);

    private (int[] Inside, int[] Outside) Split(int[] order, int fold)
    {
        (int first, int end) = (FoldStart(order.Length, fold), FoldStart(order.Length, fold + 1));
        return (order[first..end], [.. order[..first], .. order[end..]]);
    }

    private UdProblem FoldProblem(double[] rows, int dim, UdTriplets all, int[] order, int fold, bool reduce)
    {
        (int[] inside, int[] outside) = Split(order, fold);
        UdTriplets validation = all.Among(Marked(inside, order.Length));
        UdTriplets train = all.Among(Marked(outside, order.Length));
        if (train.Count == 0 || validation.Count == 0)
        {
            throw new StageException($"Fold {fold} of {_settings.Folds} has {train.Count} triplets to train on and {validation.Count} to validate on; both must be above 0. "
                + "A triplet counts only when all its objects are on one side: give more triplets or fewer folds.");
        }

        return new UdProblem(rows, dim, outside, train, inside, validation, reduce);
    }

    private double AccuracyBefore(Representations objects, UdTriplets all, int[] order, int fold)
    {
        (int[] inside, _) = Split(order, fold);
        double[] rows = [.. objects.Select(inside).ToArray().Select(value => (double)value)];
        double[] products = new double[inside.Length * inside.Length];
        MatrixProduct.Multiply(rows, inside.Length, new PackedMatrix<double>().PackTransposed(rows, objects.Dim, inside.Length), products);
        return all.Among(Marked(inside, order.Length)).Renumber(inside).Evaluate(products, inside.Length, UdLoss.Hard).Accuracy;
    }

    private static bool[] Marked(int[] objects, int count)
    {
        bool[] marked = new bool[count];
        foreach (int index in objects)
        {
            marked[index] = true;
        }

        return marked;
    }

    private UdFold RunFold(UdProblem problem, double lambda, int fold, double accuracyBefore, ulong seed, CancellationToken cancellation)
    {
        UdModel model = problem.NewModel(_settings, lambda);
        (double Loss, double Accuracy) validation = default;
        double best = double.PositiveInfinity;
        double trainLoss = 0;
        int sinceGain = 0;
        int epoch = 0;
        while (epoch < _settings.MaxEpochs && (epoch < _settings.MinEpochs || sinceGain < _settings.Patience))
        {
            trainLoss = CheckFinite(problem.RunEpoch(model, _settings, epoch, StageSeed.For($"fold {fold}", seed), cancellation), lambda, epoch);
            validation = problem.Validate(model, _settings.Loss);
            epoch++;
            sinceGain = validation.Loss < best - _settings.MinGain ? 0 : sinceGain + 1;
            best = Math.Min(best, sinceGain == 0 ? validation.Loss : best);
        }

        return new UdFold(lambda, fold, problem.Train.Count, problem.Validation.Count, epoch, trainLoss, validation.Loss, accuracyBefore, validation.Accuracy);
    }

    private double CheckFinite(double loss, double lambda, int epoch) => double.IsFinite(loss)
        ? loss
        : throw new StageException($"The transform's loss at λ {lambda} is not finite in epoch {epoch + 1}. Lower the learning rate ({_settings.LearningRate}) or leave out large λ.");

    private double BestLambda(UdFold[] folds)
    {
        var means = folds.GroupBy(fold => fold.Lambda).Select(group => (Lambda: group.Key, Loss: group.Average(fold => fold.ValidationLoss), Accuracy: group.Average(fold => fold.AccuracyAfter)));
        return _settings.Selection == UdSelection.ValidationAccuracy
            ? means.OrderByDescending(mean => mean.Accuracy).ThenBy(mean => mean.Loss).First().Lambda
            : means.OrderBy(mean => mean.Loss).First().Lambda;
    }
}
