using AligNet.Domain;

namespace AligNet.Numerics.Vice;

/// <summary>The parameters of a VICE fit and one gradient step on them. Arrays are row-major, objects × dims, padded behind the last row.</summary>
/// <remarks>Entries are worked on in blocks of fixed size; each block's sum is kept and added in block order, so that the number of threads
/// changes no bit.</remarks>
internal sealed class ViceModel
{
    // 8 arrays × 16 KiB of a block fit the second-level cache of one core; a multiple of the kernel's group of 64.
    private const int Block = 4096;
    private const int RowPadding = 16;
    private readonly ViceSettings _settings;
    private readonly int _triplets;
    private readonly int _used;
    private readonly int _padded;
    private readonly float[] _noise;
    private readonly float[] _offset;
    private readonly float[] _x;
    private readonly float[] _pull;
    private readonly float[] _rowGradient;
    private readonly double[] _logRatio;
    private readonly double _paddingLogRatio;
    private readonly Action<int> _samplePart;
    private readonly Action<int> _updatePart;
    private readonly Action<int> _updateAndSamplePart;
    private SpinTeam? _team;
    private ulong _seed;
    private uint _stream;
    private ViceAdamStep _step;

    public ViceModel(ViceSettings settings, int objects, int triplets)
    {
        (_settings, _triplets) = (settings, triplets);
        Dims = settings.InitialDims;
        _used = checked(objects * Dims);
        _padded = checked(_used + GaussianNoise.GroupSize - 1) / GaussianNoise.GroupSize * GaussianNoise.GroupSize;
        Loc = new float[_padded];
        LogScale = new float[_padded];
        LocFirst = new float[_padded];
        LocSecond = new float[_padded];
        LogScaleFirst = new float[_padded];
        LogScaleSecond = new float[_padded];
        _noise = new float[_padded];
        _offset = new float[_padded];
        _x = new float[_padded + RowPadding];
        _pull = new float[_padded];
        _rowGradient = new float[_padded + RowPadding];
        _logRatio = new double[(_padded + Block - 1) / Block];
        Data = new ViceDataTerm(Dims, settings.BatchSize);
        // ln q at noise 0 and log-scale 0, without its normaliser, is 0.
        _paddingLogRatio = (_padded - _used) * -settings.Prior.LogDensity(0);
        _samplePart = part => ForBlocks(part, SampleBlock);
        _updatePart = part => ForBlocks(part, UpdateBlock);
        _updateAndSamplePart = part => ForBlocks(part, block =>
        {
            UpdateBlock(block);
            SampleBlock(block);
        });
    }

    public int Dims { get; }

    public float[] Loc { get; }

    public float[] LogScale { get; }

    public float[] LocFirst { get; }

    public float[] LocSecond { get; }

    public float[] LogScaleFirst { get; }

    public float[] LogScaleSecond { get; }

    /// <summary>The latest samples, objects × dims.</summary>
    public ReadOnlySpan<float> X => _x.AsSpan(0, _used);

    /// <summary>Similarities and probabilities of the latest batch.</summary>
    public ViceDataTerm Data { get; }

    /// <summary>Adam steps done so far.</summary>
    public long Steps { get; set; }

    /// <summary>(1/N) Σ [ln q − ln p] of the latest samples, in nats.</summary>
    public double Complexity
    {
        get
        {
            double normaliser = _settings.Prior.LogVariational(0, 0, 0);
            return (_logRatio.Sum() - _paddingLogRatio + (_used * normaliser)) / _triplets;
        }
    }

    /// <summary>Runs steps over consecutive batches. Noise of step t (counted from the very first) is draw t of the seed's stream.</summary>
    /// <param name="triplets">Triplets in the order to use.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="stream">Stream of the noise.</param>
    /// <param name="afterBatch">Called after each step's losses are known, with the mean cross-entropy; <see cref="Complexity"/> and <see cref="Data"/> are that step's.</param>
    /// <param name="team">Threads to share the step.</param>
    /// <param name="cancellation">Checked before each step.</param>
    public void Run(ReadOnlyMemory<Triplet> triplets, ulong seed, uint stream, SpinTeam team, Action<int, double> afterBatch, CancellationToken cancellation)
    {
        (_team, _seed, _stream) = (team, seed, stream);
        _team.Run(_samplePart);
        for (int start = 0; start < triplets.Length; start += _settings.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<Triplet> batch = triplets.Span.Slice(start, Math.Min(_settings.BatchSize, triplets.Length - start));
            double crossEntropy = DataTerm(batch);
            afterBatch(batch.Length, crossEntropy);
            Steps++;
            _step = new ViceAdamStep(_settings, Steps, _triplets);
            _team.Run(start + batch.Length < triplets.Length ? _updateAndSamplePart : _updatePart);
        }
    }

    /// <summary>One step with given noise, objects × dims, on one thread: for tests against golden values.</summary>
    public double StepWith(ReadOnlySpan<float> noise, ReadOnlySpan<Triplet> batch)
    {
        noise.CopyTo(_noise);
        for (int block = 0; block < _logRatio.Length; block++)
        {
            SampleBlockFromNoise(block);
        }

        double crossEntropy = DataTerm(batch);
        Steps++;
        _step = new ViceAdamStep(_settings, Steps, _triplets);
        for (int block = 0; block < _logRatio.Length; block++)
        {
            UpdateBlock(block);
        }

        return crossEntropy;
    }

    private double DataTerm(ReadOnlySpan<Triplet> batch)
    {
        Data.Similarities(batch, _x);
        double crossEntropy = Data.Probabilities(batch.Length);
        Data.Backward(batch, _x, _rowGradient);
        return crossEntropy;
    }

    private void ForBlocks(int part, Action<int> work)
    {
        int parts = _team!.Parts;
        int last = (int)((long)_logRatio.Length * (part + 1) / parts);
        for (int block = (int)((long)_logRatio.Length * part / parts); block < last; block++)
        {
            work(block);
        }
    }

    private void SampleBlock(int block)
    {
        int start = block * Block;
        int length = Math.Min(Block, _padded - start);
        GaussianNoise.Fill(_noise.AsSpan(start, length), _seed, _stream, (ulong)Steps, start);
        SampleBlockFromNoise(block);
    }

    private void SampleBlockFromNoise(int block)
    {
        int start = block * Block;
        int length = Math.Min(Block, _padded - start);
        if (start + length == _padded)
        {
            _noise.AsSpan(_used).Clear();
        }

        Span<float> x = _x.AsSpan(start, length);
        double logQ = ViceKernel.Sample(_settings.Prior.Mixture, Loc.AsSpan(start, length), LogScale.AsSpan(start, length), _noise.AsSpan(start, length), _offset.AsSpan(start, length), x);
        _logRatio[block] = logQ - ViceKernel.Prior(_settings.Prior, x, _pull.AsSpan(start, length));
    }

    private void UpdateBlock(int block)
    {
        int start = block * Block;
        int length = Math.Min(Block, _padded - start);
        var moments = new ViceMoments
        {
            LocFirst = LocFirst.AsSpan(start, length),
            LocSecond = LocSecond.AsSpan(start, length),
            LogScaleFirst = LogScaleFirst.AsSpan(start, length),
            LogScaleSecond = LogScaleSecond.AsSpan(start, length),
        };
        ViceKernel.Update(_step, _x.AsSpan(start, length), _offset.AsSpan(start, length), _pull.AsSpan(start, length), _rowGradient.AsSpan(start, length),
            Loc.AsSpan(start, length), LogScale.AsSpan(start, length), moments);
        if (start + length == _padded)
        {
            // Padding takes part in the vector loops only; it stays at loc 0, log-scale 0.
            foreach (float[] array in new[] { Loc, LogScale, LocFirst, LocSecond, LogScaleFirst, LogScaleSecond })
            {
                array.AsSpan(_used).Clear();
            }
        }
    }
}
