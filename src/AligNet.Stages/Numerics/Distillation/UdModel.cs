using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Distillation;

/// <summary>Weights and bias of a transform while it is fitted, in an orthonormal basis Q of part of the space: the full weights are
/// Q·W·Qᵀ + c·(I − Q·Qᵀ).</summary>
/// <remarks>
/// With gradient descent nothing leaves that form when Q spans the fitted rows and the ones vector: the data term's gradient is a sum of outer products of
/// rows, and the penalty's is a multiple of W − w·I. On the <see cref="Complement"/> directions outside Q the weights stay a multiple c of the identity, which
/// enters the trace and the norms with that multiplicity. With Q = I the complement is 0 and this is the plain algorithm.
/// </remarks>
internal sealed class UdModel
{
    // Threads share rows in blocks of fixed size, and sums are kept per block, so that their number changes no bit.
    private const int RowsPerBlock = 32;
    private readonly UdSettings _settings;
    private readonly double _lambda;
    private readonly double[] _weightMomentum;
    private readonly double[] _biasMomentum;
    private readonly double[] _weightSquares;
    private readonly double[] _biasSquares;
    private readonly PackedMatrix<double> _packed = new();
    private readonly int[] _localRow;
    private readonly SpinTeam? _team;
    private readonly double[] _partialSquares;
    private double[] _x = [];
    private double[] _y = [];
    private double[] _rowGradient = [];
    private Triplet[] _local = [];
    private double _complementMomentum;
    private long _steps;

    /// <summary>Starts at W = s·I, b = s·1.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="lambda">Weight of the penalty.</param>
    /// <param name="ones">The ones vector in the basis; its length is the basis's size.</param>
    /// <param name="complement">Dimensions outside the basis.</param>
    /// <param name="rows">Number of rows that triplets may name.</param>
    /// <param name="team">Threads to share a step, or null for the caller's alone; changes no bit.</param>
    public UdModel(UdSettings settings, double lambda, ReadOnlySpan<double> ones, int complement, int rows, SpinTeam? team = null)
    {
        if (complement > 0 && settings.Optimiser == UdOptimiser.Adam)
        {
            throw new ArgumentException("Adam scales entries one by one and so leaves the subspace: give it the full space.", nameof(complement));
        }

        (_settings, _lambda, Complement, Width, _team) = (settings, lambda, complement, ones.Length, team);
        _partialSquares = new double[(Width + RowsPerBlock - 1) / RowsPerBlock];
        Weights = new double[Width * Width];
        Bias = new double[Width];
        for (int at = 0; at < Width; at++)
        {
            Weights[at * (Width + 1)] = settings.InitialScale;
            Bias[at] = settings.InitialScale * ones[at];
        }

        ComplementScale = settings.InitialScale;
        WeightGradient = new double[Weights.Length];
        BiasGradient = new double[Width];
        _weightMomentum = new double[Weights.Length];
        _biasMomentum = new double[Width];
        _weightSquares = settings.Optimiser == UdOptimiser.Adam ? new double[Weights.Length] : [];
        _biasSquares = settings.Optimiser == UdOptimiser.Adam ? new double[Width] : [];
        _localRow = new int[rows];
        Array.Fill(_localRow, -1);
    }

    /// <summary>Size of the basis.</summary>
    public int Width { get; }

    /// <summary>Dimensions outside the basis.</summary>
    public int Complement { get; }

    /// <summary>W in the basis, row-major; rows multiply from the left.</summary>
    public double[] Weights { get; }

    /// <summary>b in the basis.</summary>
    public double[] Bias { get; }

    /// <summary>c, the weights' multiple of the identity outside the basis.</summary>
    public double ComplementScale { get; private set; }

    /// <summary>Gradient by W of the latest data term; after <see cref="AddPenaltyGradient"/> of the whole loss.</summary>
    public double[] WeightGradient { get; }

    /// <summary>Gradient by b of the latest data term.</summary>
    public double[] BiasGradient { get; }

    /// <summary>Gradient by c of the penalty, per dimension outside the basis.</summary>
    public double ComplementGradient { get; private set; }

    /// <summary>The penalty's value at the current weights.</summary>
    public double Penalty
    {
        get
        {
            double squares = TensorPrimitives.Dot<double>(Weights, Weights) + (Complement * ComplementScale * ComplementScale);
            if (_settings.Regulariser == UdRegulariser.FrobeniusNorm)
            {
                return _lambda * Math.Sqrt(squares);
            }

            double mean = MeanDiagonal();
            double deviation = Complement * (ComplementScale - mean) * (ComplementScale - mean);
            for (int row = 0; row < Width; row++)
            {
                Span<double> line = Weights.AsSpan(row * Width, Width);
                double diagonal = line[row];
                deviation += TensorPrimitives.SumOfSquares<double>(line[..row]) + TensorPrimitives.SumOfSquares<double>(line[(row + 1)..]) + ((diagonal - mean) * (diagonal - mean));
            }

            return _lambda * deviation;
        }
    }

    /// <summary>Rows through the transform: Y = X·W + b, in the basis.</summary>
    public void Transform(double[] x, int rows, double[] y)
    {
        _packed.Pack(Weights, Width, Width);
        ForBlocks(rows, (_, first, count) =>
        {
            MatrixProduct.MultiplyRows(x.AsSpan(0, rows * Width), rows, _packed, y.AsSpan(0, rows * Width), first, count);
            for (int row = first; row < first + count; row++)
            {
                Span<double> line = y.AsSpan(row * Width, Width);
                TensorPrimitives.Add<double>(line, Bias, line);
            }
        });
    }

    /// <summary>The data term of a batch; leaves its gradients in <see cref="WeightGradient"/> and <see cref="BiasGradient"/>.
    /// Only the distinct rows of the batch are transformed.</summary>
    /// <param name="x">All rows in the basis.</param>
    /// <param name="triplets">The batch.</param>
    /// <param name="targets">3 per triplet, or empty for the hard loss.</param>
    public double DataTerm(ReadOnlySpan<double> x, ReadOnlySpan<Triplet> triplets, ReadOnlySpan<float> targets)
    {
        int rows = Gather(x, triplets);
        Transform(_x, rows, _y);
        Span<double> gradient = _rowGradient.AsSpan(0, rows * Width);
        gradient.Clear();
        double loss = UdBatch.LossAndGradient(_local.AsSpan(0, triplets.Length), targets, _y.AsSpan(0, rows * Width), Width, gradient);
        _packed.Pack(gradient, rows, Width);
        ForBlocks(Width, (_, first, count) => MatrixProduct.MultiplyTransposedRows(_x.AsSpan(0, rows * Width), Width, _packed, WeightGradient, first, count));
        BiasGradient.AsSpan().Clear();
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Add<double>(BiasGradient, gradient.Slice(row * Width, Width), BiasGradient);
        }

        ComplementGradient = 0;
        return loss;
    }

    /// <summary>Adds the penalty's gradient to <see cref="WeightGradient"/> and <see cref="ComplementGradient"/>.</summary>
    /// <returns>The norm of the whole gradient, over weights and bias of the full space.</returns>
    public double AddPenaltyGradient()
    {
        double shift = 0;
        double factor = 2 * _lambda;
        if (_settings.Regulariser == UdRegulariser.ScaledIdentity)
        {
            // The derivative through the mean itself is 0: the residuals of the diagonal sum to 0.
            shift = MeanDiagonal();
        }
        else
        {
            double norm = Math.Sqrt(TensorPrimitives.Dot<double>(Weights, Weights) + (Complement * ComplementScale * ComplementScale));
            factor = norm > 0 ? _lambda / norm : 0;
        }

        ForBlocks(Width, (block, first, count) =>
        {
            Span<double> gradient = WeightGradient.AsSpan(first * Width, count * Width);
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(first * Width, count * Width), factor, gradient, gradient);
            for (int row = first; row < first + count; row++)
            {
                WeightGradient[row * (Width + 1)] -= factor * shift;
            }

            _partialSquares[block] = TensorPrimitives.SumOfSquares<double>(gradient);
        });
        ComplementGradient = Complement > 0 ? factor * (ComplementScale - shift) : 0;
        return Math.Sqrt(_partialSquares.Sum() + TensorPrimitives.SumOfSquares<double>(BiasGradient) + (Complement * ComplementGradient * ComplementGradient));
    }

    /// <summary>One update with the gradients at hand.</summary>
    /// <param name="learningRate">Learning rate of this step.</param>
    /// <param name="gradientNorm">What <see cref="AddPenaltyGradient"/> returned; gradients are shortened to the clip norm by it.</param>
    public void Update(double learningRate, double gradientNorm)
    {
        _steps++;
        double clip = Math.Min(1, _settings.ClipNorm / (gradientNorm + 1e-6));
        if (_settings.Optimiser == UdOptimiser.Adam)
        {
            var adam = new AdamRule { Step = _steps, LearningRate = learningRate };
            adam.Apply(WeightGradient, clip, Weights, _weightMomentum, _weightSquares);
            adam.Apply(BiasGradient, clip, Bias, _biasMomentum, _biasSquares);
            return;
        }

        ForBlocks(Width, (_, first, count) => Descend(WeightGradient.AsSpan(first * Width, count * Width), clip, learningRate,
            Weights.AsSpan(first * Width, count * Width), _weightMomentum.AsSpan(first * Width, count * Width)));
        Descend(BiasGradient, clip, learningRate, Bias, _biasMomentum);
        _complementMomentum = (_settings.Momentum * _complementMomentum) + (clip * ComplementGradient);
        ComplementScale -= learningRate * _complementMomentum;
    }

    // One pass: the three arrays exceed the first-level caches, and a step spends as long here as in its products otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Descend(ReadOnlySpan<double> gradient, double clip, double learningRate, Span<double> parameters, Span<double> momentum)
    {
        double decay = _settings.Momentum;
        int at = 0;
        for (; at <= gradient.Length - Vector512<double>.Count; at += Vector512<double>.Count)
        {
            Vector512<double> velocity = (Vector512.Create<double>(momentum[at..]) * decay) + (Vector512.Create(gradient[at..]) * clip);
            velocity.CopyTo(momentum[at..]);
            (Vector512.Create<double>(parameters[at..]) - (velocity * learningRate)).CopyTo(parameters[at..]);
        }

        for (; at < gradient.Length; at++)
        {
            momentum[at] = (momentum[at] * decay) + (gradient[at] * clip);
            parameters[at] -= momentum[at] * learningRate;
        }
    }

    private void ForBlocks(int rows, Action<int, int, int> work)
    {
        int blocks = (rows + RowsPerBlock - 1) / RowsPerBlock;
        if (_team is null)
        {
            Part(0, blocks);
        }
        else
        {
            _team.Run(part => Part(blocks * part / _team.Parts, blocks * (part + 1) / _team.Parts));
        }

        void Part(int start, int end)
        {
            for (int block = start; block < end; block++)
            {
                work(block, block * RowsPerBlock, Math.Min(RowsPerBlock, rows - (block * RowsPerBlock)));
            }
        }
    }

    private double MeanDiagonal()
    {
        double trace = Complement * ComplementScale;
        for (int at = 0; at < Weights.Length; at += Width + 1)
        {
            trace += Weights[at];
        }

        return trace / (Width + Complement);
    }

    // Copies the batch's distinct rows together and renumbers the triplets.
    private int Gather(ReadOnlySpan<double> x, ReadOnlySpan<Triplet> triplets)
    {
        int most = Math.Min(3 * triplets.Length, _localRow.Length);
        if (_x.Length < most * Width)
        {
            (_x, _y, _rowGradient) = (new double[most * Width], new double[most * Width], new double[most * Width]);
        }

        if (_local.Length < triplets.Length)
        {
            _local = new Triplet[triplets.Length];
        }

        int rows = 0;
        for (int index = 0; index < triplets.Length; index++)
        {
            Triplet triplet = triplets[index];
            _local[index] = new Triplet(Local(x, triplet.First, ref rows), Local(x, triplet.Second, ref rows), Local(x, triplet.OddOneOut, ref rows));
        }

        foreach (Triplet triplet in triplets)
        {
            (_localRow[triplet.First], _localRow[triplet.Second], _localRow[triplet.OddOneOut]) = (-1, -1, -1);
        }

        return rows;
    }

    private int Local(ReadOnlySpan<double> x, int row, ref int rows)
    {
        if (_localRow[row] < 0)
        {
            x.Slice(row * Width, Width).CopyTo(_x.AsSpan(rows * Width));
            _localRow[row] = rows++;
        }

        return _localRow[row];
    }
}
