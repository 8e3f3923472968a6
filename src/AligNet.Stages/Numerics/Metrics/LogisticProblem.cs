using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>The objective of a logistic regression, C·Σ log-losses + ½‖W‖², in whichever of two coordinates is cheaper.</summary>
/// <remarks>Examples are centred first, which only moves the (unpenalised) intercepts. With fewer examples than columns the weights are written as
/// combinations of examples; then one product with the Gram matrix serves gradient and scores at once. With more, a point as weights is the shorter
/// one, and going through the optimiser's points costs more than a second product.</remarks>
internal sealed class LogisticProblem
{
    private const int BlockRows = 32;

    // Probabilities below which sharing among threads costs more than it saves.
    private const int Small = 1 << 14;
    private readonly int[] _labels;
    private readonly CentredRows _rows;

    /// <summary>Gram matrix (examples × examples), or the transposed centred examples (dim × examples).</summary>
    private readonly double[] _gradientMatrix;
    private readonly PackedMatrix<double> _packed = new();

    /// <summary>Length of a representation of 1s that an intercept multiplies; about a centred example's norm, for conditioning.</summary>
    private readonly double _interceptScale;

    public LogisticProblem(Representations rows, int[] labels, int classes)
    {
        (_labels, Classes, _rows) = (labels, classes, new CentredRows(rows));
        IsDual = Examples < Dim;
        _gradientMatrix = IsDual ? _rows.Gram() : CentredRows.Transposed(_rows.Values, Examples, Dim);
        double square = TensorPrimitives.SumOfSquares<double>(_rows.Values) / Examples;
        _interceptScale = square > 0 ? Math.Sqrt(square) : 1;
    }

    public int Examples => _rows.Rows;

    public int Classes { get; }

    /// <summary>Weight of the data against the penalty. May change between fits; scores stay right, residuals do not.</summary>
    public double C { get; set; } = 1;

    private int Dim => _rows.Dim;

    private bool IsDual { get; }

    public LogisticVector NewVector() => new(IsDual ? Examples : Dim, Classes, IsDual);

    /// <summary>Examples × classes scores of a point or direction.</summary>
    public void Score(LogisticVector vector, double[] scores)
    {
        if (IsDual)
        {
            vector.Dual.CopyTo(scores, 0);
        }
        else
        {
            CentredRows.Multiply(_rows.Values, Examples, _packed.Pack(vector.Coordinates, Dim, Classes), scores);
        }

        double[] intercepts = new double[Classes];
        TensorPrimitives.Multiply(vector.Intercepts, _interceptScale, intercepts);
        for (int start = 0; start < scores.Length; start += Classes)
        {
            TensorPrimitives.Add(scores.AsSpan(start, Classes), intercepts, scores.AsSpan(start, Classes));
        }
    }

    /// <summary>C·Σ log-losses; the residuals become C·(probabilities − one-hot labels).</summary>
    public double Loss(double[] scores, double[] residuals)
    {
        // Always by the same blocks, whose sums do not depend on who adds them up.
        double[] partial = new double[(Examples + BlockRows - 1) / BlockRows];
        if (scores.Length <= Small)
        {
            for (int block = 0; block < partial.Length; block++)
            {
                partial[block] = BlockLoss(block, scores, residuals);
            }
        }
        else
        {
            Parallel.For(0, partial.Length, block => partial[block] = BlockLoss(block, scores, residuals));
        }

        return C * TensorPrimitives.Sum<double>(partial);
    }

    /// <summary>Slope and curvature of the loss along a direction of scores, at the point that the residuals belong to.</summary>
    public (double Slope, double Curvature) Along(double[] residuals, double[] direction)
    {
        double slope = 0;
        double curvature = 0;
        for (int example = 0; example < Examples; example++)
        {
            ReadOnlySpan<double> residual = residuals.AsSpan(example * Classes, Classes);
            ReadOnlySpan<double> line = direction.AsSpan(example * Classes, Classes);
            double own = line[_labels[example]];
            double first = TensorPrimitives.Dot(residual, line);
            double second = 0;
            for (int candidate = 0; candidate < line.Length; candidate++)
            {
                second += residual[candidate] * line[candidate] * line[candidate];
            }

            // Adding C at the label turns residuals into C · probabilities.
            slope += first;
            double mean = (first / C) + own;
            curvature += second + (C * ((own * own) - (mean * mean)));
        }

        return (slope, Math.Max(curvature, 0));
    }

    /// <summary>Gradient at a point: weights + Σ residual · example; for intercepts the sum of residuals.</summary>
    public void Gradient(LogisticVector point, double[] residuals, LogisticVector gradient)
    {
        _packed.Pack(residuals, Examples, Classes);
        if (IsDual)
        {
            TensorPrimitives.Add(point.Coordinates, residuals, gradient.Coordinates);
            CentredRows.Multiply(_gradientMatrix, Examples, _packed, gradient.Dual);
            TensorPrimitives.Add(gradient.Dual, point.Dual, gradient.Dual);
        }
        else
        {
            CentredRows.Multiply(_gradientMatrix, Dim, _packed, gradient.Coordinates);
            TensorPrimitives.Add(gradient.Coordinates, point.Coordinates, gradient.Coordinates);
        }

        Array.Clear(gradient.Intercepts);
        for (int start = 0; start < residuals.Length; start += Classes)
        {
            TensorPrimitives.Add(gradient.Intercepts, residuals.AsSpan(start, Classes), gradient.Intercepts);
        }

        TensorPrimitives.Multiply(gradient.Intercepts, _interceptScale, gradient.Intercepts);
    }

    /// <summary>The classifier of a point, for representations that are not centred. Its weights and intercepts sum to 0 over classes, as every
    /// gradient does.</summary>
    public LinearClassifier Classifier(LogisticVector point)
    {
        double[] weights;
        if (IsDual)
        {
            weights = new double[Classes * Dim];
            MatrixProduct.MultiplyTransposed(point.Coordinates, Classes, new PackedMatrix<double>().Pack(_rows.Values, Examples, Dim), weights);
        }
        else
        {
            weights = CentredRows.Transposed(point.Coordinates, Dim, Classes);
        }

        double[] intercepts = new double[Classes];
        for (int index = 0; index < Classes; index++)
        {
            intercepts[index] = (point.Intercepts[index] * _interceptScale) - TensorPrimitives.Dot<double>(weights.AsSpan(index * Dim, Dim), _rows.Means);
        }

        return new LinearClassifier(weights, intercepts);
    }

    private double BlockLoss(int block, double[] scores, double[] residuals)
    {
        double loss = 0;
        for (int example = block * BlockRows; example < Math.Min((block + 1) * BlockRows, Examples); example++)
        {
            ReadOnlySpan<double> line = scores.AsSpan(example * Classes, Classes);
            Span<double> residual = residuals.AsSpan(example * Classes, Classes);
            double largest = TensorPrimitives.Max(line);
            TensorPrimitives.Subtract(line, largest, residual);
            double own = residual[_labels[example]];
            TensorPrimitives.Exp(residual, residual);
            double sum = TensorPrimitives.Sum<double>(residual);
            loss += Math.Log(sum) - own;
            TensorPrimitives.Multiply(residual, C / sum, residual);
            residual[_labels[example]] -= C;
        }

        return loss;
    }
}
