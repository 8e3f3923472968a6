using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>The objective of a logistic regression, C·Σ log-losses + ½‖W‖², in whichever of two coordinates is cheaper.</summary>
/// <remarks>Examples are centred first, which only moves the (unpenalised) intercepts. With fewer than twice as many examples as columns the
/// weights are written as combinations of examples; then one product with the Gram matrix serves gradient and scores at once.</remarks>
internal sealed class LogisticProblem
{
    private const int BlockRows = 32;
    private readonly int[] _labels;
    private readonly double _c;
    private readonly CentredRows _rows;

    /// <summary>Gram matrix (examples × examples), or the transposed centred examples (dim × examples).</summary>
    private readonly double[] _gradientMatrix;
    private readonly PackedMatrix<double> _packed = new();

    /// <summary>Length of a representation of 1s that an intercept multiplies; about a centred example's norm, for conditioning.</summary>
    private readonly double _interceptScale;

    public LogisticProblem(Representations rows, int[] labels, int classes, double c)
    {
        (_labels, Classes, _c, _rows) = (labels, classes, c, new CentredRows(rows));
        IsDual = Examples < 2 * Dim;
        _gradientMatrix = IsDual ? _rows.Gram() : CentredRows.Transposed(_rows.Values, Examples, Dim);
        double square = TensorPrimitives.SumOfSquares<double>(_rows.Values) / Examples;
        _interceptScale = square > 0 ? Math.Sqrt(square) : 1;
    }

    public int Examples => _rows.Rows;

    public int Classes { get; }

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
        double[] partial = new double[(Examples + BlockRows - 1) / BlockRows];
        Parallel.For(0, partial.Length, block =>
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
                TensorPrimitives.Multiply(residual, _c / sum, residual);
                residual[_labels[example]] -= _c;
            }

            partial[block] = loss;
        });
        return _c * TensorPrimitives.Sum<double>(partial);
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
            double mean = (first / _c) + own;
            curvature += second + (_c * ((own * own) - (mean * mean)));
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
}
