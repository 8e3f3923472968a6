using AligNet.Domain;
using AligNet.Numerics;
using AligNet.Numerics.Vice;
using AligNet.Tests.Reference;
using BenchmarkDotNet.Attributes;

namespace AligNet.Bench;

/// <summary>One VICE step at the size of THINGS (1,854 objects, 100 dimensions, 128 triplets) on one thread, against the same step
/// written formula by formula. The twin stops at the gradients; the step also updates the parameters.</summary>
public class ViceStepBenchmark
{
    private const int Objects = 1854;
    private const int Dims = 100;
    private const int Triplets = 4_000_000;

    private ViceModel _model = null!;
    private Triplet[] _batch = null!;
    private float[] _noise = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Pcg32(1);
        _model = new ViceModel(new ViceSettings { InitialDims = Dims }, Objects, Triplets);
        _noise = new float[Objects * Dims];
        for (int at = 0; at < _noise.Length; at++)
        {
            _noise[at] = (float)random.NextGaussian();
            _model.Loc[at] = (float)(random.NextGaussian() * Math.Sqrt(2.0 / Dims));
            _model.LogScale[at] = -7;
        }

        _batch = [.. Enumerable.Range(0, 128).Select(_ => Draw(random))];
    }

    [Benchmark(Baseline = true)]
    public double FormulaByFormula() => ReferenceVice.Step(
        new SpikeAndSlabPrior(), _model.Loc[.._noise.Length], _model.LogScale[.._noise.Length], _noise, Dims, _batch, Triplets).CrossEntropy;

    [Benchmark]
    public double Step() => _model.StepWith(_noise, _batch);

    private static Triplet Draw(Pcg32 random)
    {
        int first = random.NextInt(Objects - 2);
        return new Triplet(first, first + 1, first + 2);
    }
}
