using System.Numerics.Tensors;
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
    private readonly UdSettings _settings;
    private readonly double _lambda;
    private readonly double[] _weightMomentum;
    private readonly double[] _biasMomentum;
    private readonly double[] _weightSquares;
    private readonly double[] _biasSquares;
    private readonly PackedMatrix<double> _packed = new();
    private readonly int[] _localRow;
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
    public UdModel(UdSettings settings, double lambda, ReadOnlySpan<double> ones, int complement, int rows)
    {
        if (complement > 0 && settings.Optimiser == UdOptimiser.Adam)
        {
            throw new ArgumentException("Adam scales entries one by one and so leaves the subspace: give it the full space.", nameof(complement));
        }

        (_settings, _lambda, Complement, Width) = (settings, lambda, complement, ones.Length);
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
    public void Transform(ReadOnlySpan<double> x, int rows, Span<double> y)
    {
        MatrixProduct.Multiply(x, rows, _packed.Pack(Weights, Width, Width), y);
        for (int row = 0; row < rows; row++)
        {
            Span<double> line = y.Slice(row * Width, Width);
            TensorPrimitives.Add<double>(line, Bias, line);
        }
    }

    /// <summary>The data term of a batch; leaves its gradients in <see cref="WeightGradient"/> and <see cref="BiasGradient"/>.
    /// Only the distinct rows of the batch are transformed.</summary>
    /// <param name="x">All rows in the basis.</param>
    /// <param name="triplets">The batch.</param>
    /// <param name="targets">3 per triplet, or empty for the hard loss.</param>
    public double DataTerm(ReadOnlySpan<double> x, ReadOnlySpan<Triplet> triplets, ReadOnlySpan<float> targets)
    {
        int rows = Gather(x, triplets);
        Span<double> y = _y.AsSpan(0, rows * Width);
        Transform(_x.AsSpan(0, rows * Width), rows, y);
        Span<double> gradient = _rowGradient.AsSpan(0, rows * Width);
        gradient.Clear();
        double loss = UdBatch.LossAndGradient(_local.AsSpan(0, triplets.Length), targets, y, Width, gradient);
        MatrixProduct.MultiplyTransposed(_x.AsSpan(0, rows * Width), Width, _packed.Pack(gradient, rows, Width), WeightGradient);
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

        TensorPrimitives.MultiplyAdd(Weights, factor, WeightGradient, WeightGradient);
        for (int at = 0; at < Weights.Length; at += Width + 1)
        {
            WeightGradient[at] -= factor * shift;
        }

        ComplementGradient = Complement > 0 ? factor * (ComplementScale - shift) : 0;
        return Math.Sqrt(TensorPrimitives.SumOfSquares<double>(WeightGradient) + TensorPrimitives.SumOfSquares<double>(BiasGradient)
            + (Complement * ComplementGradient * ComplementGradient));
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

        Descend(WeightGradient, clip, learningRate, Weights, _weightMomentum);
        Descend(BiasGradient, clip, learningRate, Bias, _biasMomentum);
        _complementMomentum = (_settings.Momentum * _complementMomentum) + (clip * ComplementGradient);
        ComplementScale -= learningRate * _complementMomentum;
    }

    private void Descend(ReadOnlySpan<double> gradient, double clip, double learningRate, Span<double> parameters, Span<double> momentum)
    {
        TensorPrimitives.Multiply(momentum, _settings.Momentum, momentum);
        TensorPrimitives.MultiplyAdd(gradient, clip, momentum, momentum);
        TensorPrimitives.MultiplyAdd(momentum, -learningRate, parameters, parameters);
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
