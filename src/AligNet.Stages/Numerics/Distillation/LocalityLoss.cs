using System.Numerics.Tensors;
using AligNet.Numerics.Alignment;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Distillation;

/// <summary>gLocal's locality loss of a transform: how much of each image's neighbourhood is lost. Not part of uncertainty distillation; a diagnostic beside it.</summary>
/// <remarks>Mean over rows i of the cross-entropy between softmax over j ≠ i of cos(x_i, x_j) / τ and the same of the transformed rows x·W + b.
/// Source: Muttenthaler et al., Improving neural network representations using human similarity judgments (NeurIPS 2023).</remarks>
public static class LocalityLoss
{
    /// <summary>The loss, in nats, and its gradients.</summary>
    /// <param name="rows">Representations, count × dim.</param>
    /// <param name="weights">W, dim × dim.</param>
    /// <param name="bias">b, dim.</param>
    /// <param name="temperature">τ, unitless, above 0.</param>
    /// <param name="weightGradient">Receives dim × dim values.</param>
    /// <param name="biasGradient">Receives dim values.</param>
    public static double ValueAndGradient(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, double temperature,
        Span<double> weightGradient, Span<double> biasGradient)
    {
        int dim = bias.Length;
        int count = rows.Length / dim;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(rows));
        var packed = new PackedMatrix<double>();
        double[] moved = new double[rows.Length];
        MatrixProduct.Multiply(rows, count, packed.Pack(weights, dim, dim), moved);
        for (int row = 0; row < count; row++)
        {
            Span<double> line = moved.AsSpan(row * dim, dim);
            TensorPrimitives.Add(line, bias, line);
        }

        double[] teacher = Cosines(rows.ToArray(), dim, temperature, out _, out _);
        double[] student = Cosines(moved, dim, temperature, out double[] unit, out double[] norms);
        double loss = 0;
        for (int row = 0; row < count; row++)
        {
            Span<double> target = teacher.AsSpan(row * count, count);
            Span<double> line = student.AsSpan(row * count, count);
            NeighbourSoftmax.Log(target, row);
            NeighbourSoftmax.Log(line, row);
            for (int other = 0; other < count; other++)
            {
                double p = other == row ? 0 : Math.Exp(target[other]);
                loss -= other == row ? 0 : p * line[other] / count;
                line[other] = other == row ? 0 : (Math.Exp(line[other]) - p) / (count * temperature);
            }
        }

        double[] gradient = UnitRowGradient(student, unit, norms, count, dim);
        MatrixProduct.MultiplyTransposed(rows, dim, packed.Pack(gradient, count, dim), weightGradient);
        biasGradient.Clear();
        for (int row = 0; row < count; row++)
        {
            TensorPrimitives.Add(biasGradient, gradient.AsSpan(row * dim, dim), biasGradient);
        }

        return loss;
    }

    private static double[] Cosines(double[] rows, int dim, double temperature, out double[] unit, out double[] norms)
    {
        int count = rows.Length / dim;
        (unit, norms) = (new double[rows.Length], new double[count]);
        for (int row = 0; row < count; row++)
        {
            norms[row] = TensorPrimitives.Norm<double>(rows.AsSpan(row * dim, dim));
            TensorPrimitives.Divide(rows.AsSpan(row * dim, dim), norms[row], unit.AsSpan(row * dim, dim));
        }

        double[] cosines = new double[count * count];
        MatrixProduct.Multiply(unit, count, new PackedMatrix<double>().PackTransposed(unit, dim, count), cosines);
        TensorPrimitives.Divide(cosines, temperature, cosines);
        return cosines;
    }

    // From the gradient by the products of unit rows to that by the rows themselves: (S + Sᵀ)·U, across each row only, divided by its norm.
    private static double[] UnitRowGradient(double[] slopes, double[] unit, double[] norms, int count, int dim)
    {
        double[] symmetric = new double[slopes.Length];
        for (int at = 0; at < slopes.Length; at++)
        {
            symmetric[at] = slopes[at] + slopes[(at % count * count) + (at / count)];
        }

        double[] gradient = new double[unit.Length];
        MatrixProduct.Multiply(symmetric, count, new PackedMatrix<double>().Pack(unit, count, dim), gradient);
        for (int row = 0; row < count; row++)
        {
            Span<double> line = gradient.AsSpan(row * dim, dim);
            ReadOnlySpan<double> direction = unit.AsSpan(row * dim, dim);
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot(direction, line), line, line);
            TensorPrimitives.Divide(line, norms[row], line);
        }

        return gradient;
    }
}
