using AligNet.Domain;

namespace AligNet.Numerics.Vice;

/// <summary>Fits a VICE posterior epoch by epoch. Between epochs its whole state can be saved and restored; a restored fit ends in the same bytes.</summary>
/// <remarks>Source: METHOD section 1; Muttenthaler et al., VICE: Variational Interpretable Concept Embeddings (NeurIPS 2022).</remarks>
public sealed class ViceTrainer
{
    private const uint InitialStream = 0;
    private const uint StepStream = 1;
    private readonly ViceSettings _settings;
    private readonly Triplet[] _triplets;
    private readonly Triplet[] _shuffled;
    private readonly Triplet[] _validation;
    private readonly int _objects;
    private readonly ulong _seed;
    private readonly ViceModel _model;
    private readonly List<long> _relevantDims = [];

    /// <summary>Starts a fit.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="triplets">Training triplets; the odd one out is the human choice.</param>
    /// <param name="objects">Number of objects; triplets name rows 0 … objects − 1.</param>
    /// <param name="seed">Decides start values, noise and batch order.</param>
    /// <param name="validation">Triplets for <see cref="Validate"/>, or null.</param>
    /// <exception cref="OptionsException">Settings that cannot be used.</exception>
    /// <exception cref="StageException">No triplets, or one that names an unknown object or one object twice.</exception>
    public ViceTrainer(ViceSettings settings, Triplet[] triplets, int objects, ulong seed, Triplet[]? validation = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(triplets);
        ArgumentOutOfRangeException.ThrowIfLessThan(objects, 3);
        string[] faults = [.. settings.Errors()];
        if (faults.Length > 0)
        {
            throw new OptionsException("VICE settings: " + string.Join(" ", faults));
        }

        (_settings, _triplets, _objects, _seed, _validation) = (settings, triplets, objects, seed, validation ?? []);
        CheckTriplets(_triplets, objects, "training");
        CheckTriplets(_validation, objects, "validation");
        if (triplets.Length == 0)
        {
            throw new StageException("VICE has no training triplets: 0 found, at least 1 expected. Check the triplet table and its split column.");
        }

        _shuffled = new Triplet[triplets.Length];
        _model = new ViceModel(settings, objects, triplets.Length);
        Span<float> loc = _model.Loc.AsSpan(0, Entries);
        GaussianNoise.Fill(loc, seed, InitialStream, step: 0);
        float scale = (float)ViceInitialisation.LocScale(settings.InitialDims);
        foreach (ref float value in loc)
        {
            value *= scale;
        }

        _model.LogScale.AsSpan(0, Entries).Fill((float)ViceInitialisation.LogScale(loc));
    }

    /// <summary>Finished epochs.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether the count of relevant dimensions stayed the same, and above 0, long enough.</summary>
    public bool IsConverged => _relevantDims.Count >= _settings.StableEpochs && _relevantDims[^1] > 0
        && _relevantDims.TakeLast(_settings.StableEpochs).All(count => count == _relevantDims[^1]);

    /// <summary>Whether it converged or ran the most epochs allowed.</summary>
    public bool IsFinished => Epoch >= _settings.MaxEpochs || IsConverged;

    private int Entries => checked(_objects * _settings.InitialDims);

    /// <summary>Continues a fit from a saved state, with the settings, triplets and seed that it was started with.</summary>
    /// <exception cref="StageException">The state belongs to another number of objects or dimensions.</exception>
    public static ViceTrainer Restore(ViceSettings settings, Triplet[] triplets, int objects, ulong seed, ViceTrainerState state, Triplet[]? validation = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        var trainer = new ViceTrainer(settings, triplets, objects, seed, validation);
        float[][] arrays = [state.Loc, state.LogScale, state.LocFirstMoment, state.LocSecondMoment, state.LogScaleFirstMoment, state.LogScaleSecondMoment];
        if (state.Objects != objects || state.Dims != settings.InitialDims || arrays.Any(array => array.Length != trainer.Entries))
        {
            throw new StageException($"The VICE checkpoint holds {state.Objects} objects × {state.Dims} dimensions ({state.Loc.Length} values), "
                + $"{objects} × {settings.InitialDims} expected. Remove the checkpoint to start again.");
        }

        for (int index = 0; index < arrays.Length; index++)
        {
            arrays[index].CopyTo(trainer.Arrays()[index], 0);
        }

        trainer.Epoch = checked((int)state.Epoch);
        trainer._model.Steps = state.Steps;
        trainer._relevantDims.AddRange(state.RelevantDims);
        return trainer;
    }

    /// <summary>Runs one pass over the training triplets in a new random order.</summary>
    /// <exception cref="StageException">The loss is not finite any more.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two steps; the trainer is then of no more use.</exception>
    public ViceEpoch RunEpoch(CancellationToken cancellation = default)
    {
        _triplets.CopyTo(_shuffled, 0);
        new Pcg32(_seed, (ulong)Epoch).Shuffle<Triplet>(_shuffled);
        double crossEntropy = 0;
        double complexity = 0;
        long right = 0;
        int steps = 0;
        using (var team = new SpinTeam(_settings.Threads))
        {
            _model.Run(_shuffled, _seed, StepStream, team, (count, loss) =>
            {
                crossEntropy += loss;
                complexity += _model.Complexity;
                right += Right(count);
                steps++;
            }, cancellation);
        }

        Epoch++;
        if (!double.IsFinite(crossEntropy + complexity))
        {
            throw new StageException($"VICE: the loss of epoch {Epoch} is not finite. Lower the learning rate ({_settings.LearningRate}) or the number of dimensions.");
        }

        int? relevant = null;
        if (Epoch > _settings.BurnIn)
        {
            relevant = Importance().Count(count => count > _settings.RelevantObjects);
            _relevantDims.Add(relevant.Value);
        }

        return new ViceEpoch(Epoch, crossEntropy / steps, complexity / steps, right / (double)_triplets.Length, relevant, null, null);
    }

    /// <summary>Adds posterior cross-entropy and accuracy on the validation triplets to an epoch's record (unchanged without validation triplets).</summary>
    public ViceEpoch Validate(ViceEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_validation.Length == 0)
        {
            return epoch;
        }

        float[] probabilities = new float[3 * _validation.Length];
        MonteCarloPosterior.Probabilities(_model.Loc[..Entries], _model.LogScale[..Entries], _settings.InitialDims, _validation, _settings.PosteriorSamples, _seed, probabilities, _settings.Threads);
        double crossEntropy = 0;
        int right = 0;
        for (int at = 0; at < probabilities.Length; at += 3)
        {
            crossEntropy -= Math.Log(probabilities[at]);
            right += PairChoice.Of(probabilities[at], probabilities[at + 1], probabilities[at + 2], TieRule.AnyTieIsWrong) == 0 ? 1 : 0;
        }

        return epoch with { ValidationCrossEntropy = crossEntropy / _validation.Length, ValidationAccuracy = right / (double)_validation.Length };
    }

    /// <summary>A copy of everything that changes.</summary>
    public ViceTrainerState Save()
    {
        float[][] arrays = [.. Arrays().Select(array => array[..Entries])];
        return new ViceTrainerState
        {
            Epoch = Epoch,
            Steps = _model.Steps,
            Objects = _objects,
            Dims = _settings.InitialDims,
            Loc = arrays[0],
            LogScale = arrays[1],
            LocFirstMoment = arrays[2],
            LocSecondMoment = arrays[3],
            LogScaleFirstMoment = arrays[4],
            LogScaleSecondMoment = arrays[5],
            RelevantDims = [.. _relevantDims],
        };
    }

    /// <summary>The posterior's relevant dimensions, columns by descending L1 norm of loc.</summary>
    /// <exception cref="StageException">No dimension is relevant.</exception>
    public VicePosterior Result()
    {
        int[] kept = RelevantDimensions.Ordered(_model.Loc.AsSpan(0, Entries), Importance(), _settings.RelevantObjects);
        if (kept.Length == 0)
        {
            throw new StageException($"VICE: none of {_settings.InitialDims} dimensions is relevant (more than {_settings.RelevantObjects} of {_objects} objects surely above 0) after {Epoch} epochs "
                + $"on {_triplets.Length} triplets. Give more triplets or epochs, or lower the number of objects that makes a dimension relevant.");
        }

        return new VicePosterior(Columns(_model.Loc, kept), Columns(_model.LogScale, kept));
    }

    private static void CheckTriplets(Triplet[] triplets, int objects, string split)
    {
        for (int row = 0; row < triplets.Length; row++)
        {
            Triplet triplet = triplets[row];
            bool known = (uint)triplet.First < (uint)objects && (uint)triplet.Second < (uint)objects && (uint)triplet.OddOneOut < (uint)objects;
            if (!known || !triplet.IsDistinct)
            {
                throw new StageException($"VICE: {split} triplet {row} is ({triplet.First}, {triplet.Second}, {triplet.OddOneOut}); three different objects from 0 to {objects - 1} expected. Correct the triplet table.");
            }
        }
    }

    private int[] Importance() =>
        RelevantDimensions.Importance(_model.Loc.AsSpan(0, Entries), _model.LogScale.AsSpan(0, Entries), _settings.InitialDims, _settings.FalseDiscoveryRate);

    private float[][] Arrays() => [_model.Loc, _model.LogScale, _model.LocFirst, _model.LocSecond, _model.LogScaleFirst, _model.LogScaleSecond];

    private int Right(int count)
    {
        int right = 0;
        for (int index = 0; index < count; index++)
        {
            right += PairChoice.Of(_model.Data.Pair(0)[index], _model.Data.Pair(1)[index], _model.Data.Pair(2)[index], TieRule.AnyTieIsWrong) == 0 ? 1 : 0;
        }

        return right;
    }

    private Representations Columns(float[] matrix, int[] kept)
    {
        float[] values = new float[_objects * kept.Length];
        for (int at = 0; at < values.Length; at++)
        {
            (int row, int column) = Math.DivRem(at, kept.Length);
            values[at] = matrix[(row * _settings.InitialDims) + kept[column]];
        }

        return new Representations(values, _objects, kept.Length);
    }
}
