using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>Class scores that are linear in a representation: scores = W·x + b, probabilities = softmax(scores).</summary>
public sealed class LinearClassifier
{
    private const int BlockRows = 256;
    private readonly double[] _weights;
    private readonly double[] _intercepts;

    /// <summary>Takes the weights as they are.</summary>
    /// <param name="weights">W, classes × dim, row-major.</param>
    /// <param name="intercepts">b, one a class; at least one.</param>
    /// <exception cref="ArgumentException">The weights are no whole number of values a class.</exception>
    public LinearClassifier(double[] weights, double[] intercepts)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(intercepts);
        if (intercepts.Length == 0 || weights.Length == 0 || weights.Length % intercepts.Length != 0)
        {
            throw new ArgumentException($"{weights.Length} weights are not those of {intercepts.Length} classes.", nameof(weights));
        }

        (_weights, _intercepts) = (weights, intercepts);
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _intercepts.Length;

    /// <summary>Width of a representation.</summary>
    public int Dim => _weights.Length / _intercepts.Length;

    /// <summary>W, classes × dim, row-major.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>b, one a class. Only differences matter: their mean is 0 after a fit.</summary>
    public ReadOnlySpan<double> Intercepts => _intercepts;

    /// <summary>The scores of every row: rows × classes, row-major.</summary>
    /// <exception cref="ArgumentException">The rows have another width.</exception>
    public double[] Scores(Representations rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Dim != Dim)
        {
            throw new ArgumentException($"The classifier takes representations of {Dim} columns, these have {rows.Dim}.", nameof(rows));
        }

        double[] scores = new double[checked(rows.Rows * Classes)];
        PackedMatrix<double> packed = new PackedMatrix<double>().PackTransposed(_weights, Dim, Classes);
        Parallel.For(0, (rows.Rows + BlockRows - 1) / BlockRows, block =>
        {
            int first = block * BlockRows;
            int count = Math.Min(BlockRows, rows.Rows - first);
            double[] wide = new double[count * Dim];
            for (int row = 0; row < count; row++)
            {
                TensorPrimitives.ConvertChecked<float, double>(rows.Row(first + row), wide.AsSpan(row * Dim, Dim));
            }

            Span<double> target = scores.AsSpan(first * Classes, count * Classes);
            MatrixProduct.Multiply(wide, count, packed, target);
            for (int row = 0; row < count; row++)
            {
                Span<double> line = target.Slice(row * Classes, Classes);
                TensorPrimitives.Add(line, _intercepts, line);
            }
        });
        return scores;
    }

    /// <summary>The class of the highest score of every row; the lowest index when scores are equal.</summary>
    /// <exception cref="ArgumentException">The rows have another width.</exception>
    public int[] Predict(Representations rows)
    {
        double[] scores = Scores(rows);
        int[] classes = new int[scores.Length / Classes];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<double> line = scores.AsSpan(row * Classes, Classes);
            for (int candidate = 1; candidate < line.Length; candidate++)
            {
                classes[row] = line[candidate] > line[classes[row]] ? candidate : classes[row];
            }
        }

        return classes;
    }

    /// <summary>Softmax of the scores of every row: rows × classes, row-major; each row sums to 1.</summary>
    /// <exception cref="ArgumentException">The rows have another width.</exception>
    public double[] Probabilities(Representations rows)
    {
        double[] probabilities = Scores(rows);
        for (int start = 0; start < probabilities.Length; start += Classes)
        {
            Span<double> line = probabilities.AsSpan(start, Classes);
            TensorPrimitives.Subtract(line, TensorPrimitives.Max<double>(line), line);
            TensorPrimitives.Exp(line, line);
            TensorPrimitives.Divide(line, TensorPrimitives.Sum<double>(line), line);
        }

        return probabilities;
    }

    /// <summary>Share of rows whose predicted class is the given one, in [0, 1].</summary>
    /// <exception cref="ArgumentException">There is no row, not one label a row, or the rows have another width.</exception>
    public double Accuracy(Representations rows, ReadOnlySpan<int> labels)
    {
        int[] classes = Predict(rows);
        if (labels.Length != classes.Length || labels.IsEmpty)
        {
            throw new ArgumentException($"Expected one label for each of {classes.Length} rows, and at least one; got {labels.Length}.", nameof(labels));
        }

        int right = 0;
        for (int row = 0; row < classes.Length; row++)
        {
            right += classes[row] == labels[row] ? 1 : 0;
        }

        return (double)right / classes.Length;
    }
}
