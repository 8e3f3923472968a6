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
    private readonly int _dim;
    private readonly double[] _means;
    private readonly double[] _centred;

    /// <summary>Gram matrix (examples × examples), or the transposed centred examples (dim × examples).</summary>
    private readonly double[] _gradientMatrix;
    private readonly PackedMatrix<double> _packed = new();

    /// <summary>Length of a representation of 1s that an intercept multiplies; about a centred example's norm, for conditioning.</summary>
    private readonly double _interceptScale;

    public LogisticProblem(Representations rows, int[] labels, int classes, double c)
    {
        (_labels, Classes, _c, _dim, Examples) = (labels, classes, c, rows.Dim, rows.Rows);
        _means = new double[_dim];
        _centred = Centred(rows, _means);
        IsDual = Examples < 2 * _dim;
        if (IsDual)
        {
            _gradientMatrix = new double[Examples * Examples];
            PackedMatrix<double> packed = new PackedMatrix<double>().PackTransposed(_centred, _dim, Examples);
            Multiply(_centred, Examples, packed, _gradientMatrix);
        }
        else
        {
            _gradientMatrix = Transposed(_centred, Examples, _dim);
        }

        double square = TensorPrimitives.SumOfSquares<double>(_centred) / Examples;
        _interceptScale = square > 0 ? Math.Sqrt(square) : 1;
    }

    public int Examples { get; }

    public int Classes { get; }

    private bool IsDual { get; }

    public LogisticVector NewVector() => new(IsDual ? Examples : _dim, Classes, IsDual);

    /// <summary>Examples × classes scores of a point or direction.</summary>
    public void Score(LogisticVector vector, double[] scores)
    {
        if (IsDual)
        {
            vector.Dual.CopyTo(scores, 0);
        }
        else
        {
            Multiply(_centred, Examples, _packed.Pack(vector.Coordinates, _dim, Classes), scores);
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
            Multiply(_gradientMatrix, Examples, _packed, gradient.Dual);
            TensorPrimitives.Add(gradient.Dual, point.Dual, gradient.Dual);
        }
        else
        {
            Multiply(_gradientMatrix, _dim, _packed, gradient.Coordinates);
            TensorPrimitives.Add(gradient.Coordinates, point.Coordinates, gradient.Coordinates);
        }

        Array.Clear(gradient.Intercepts);
        for (int start = 0; start < residuals.Length; start += Classes)
        {
            TensorPrimitives.Add(gradient.Intercepts, residuals.AsSpan(start, Classes), gradient.Intercepts);
        }

        TensorPrimitives.Multiply(gradient.Intercepts, _interceptScale, gradient.Intercepts);
    }

    /// <summary>The classifier of a point, for representations that are not centred, mean of the intercepts removed.</summary>
    public LinearClassifier Classifier(LogisticVector point)
    {
        double[] weights;
        if (IsDual)
        {
            weights = new double[Classes * _dim];
            MatrixProduct.MultiplyTransposed(point.Coordinates, Classes, new PackedMatrix<double>().Pack(_centred, Examples, _dim), weights);
        }
        else
        {
            weights = Transposed(point.Coordinates, _dim, Classes);
        }

        double[] intercepts = new double[Classes];
        for (int index = 0; index < Classes; index++)
        {
            intercepts[index] = (point.Intercepts[index] * _interceptScale) - TensorPrimitives.Dot<double>(weights.AsSpan(index * _dim, _dim), _means);
        }

        TensorPrimitives.Subtract(intercepts, TensorPrimitives.Sum<double>(intercepts) / Classes, intercepts);
        return new LinearClassifier(weights, intercepts);
    }

    private static double[] Centred(Representations rows, double[] means)
    {
        double[] centred = new double[checked(rows.Rows * rows.Dim)];
        for (int row = 0; row < rows.Rows; row++)
        {
            Span<double> line = centred.AsSpan(row * rows.Dim, rows.Dim);
            TensorPrimitives.ConvertChecked(rows.Row(row), line);
            TensorPrimitives.Add(means, line, means);
        }

        TensorPrimitives.Divide(means, rows.Rows, means);
        for (int start = 0; start < centred.Length; start += rows.Dim)
        {
            Span<double> line = centred.AsSpan(start, rows.Dim);
            TensorPrimitives.Subtract(line, means, line);
        }

        return centred;
    }

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] transposed = new double[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return transposed;
    }

    private static void Multiply(double[] left, int rows, PackedMatrix<double> right, double[] product) =>
        Parallel.For(0, (rows + BlockRows - 1) / BlockRows, block =>
        {
            int first = block * BlockRows;
            int count = Math.Min(BlockRows, rows - first);
            MatrixProduct.Multiply<double>(
                left.AsSpan(first * right.Rows, count * right.Rows), count, right, product.AsSpan(first * right.Columns, count * right.Columns));
        });
}
