using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>Few-shot classification by least squares with an L2 penalty, as big_vision evaluates its models: one decomposition of the examples serves
/// every penalty.</summary>
/// <remarks>Columns are standardised with the examples' mean and (population standard deviation + 1e-5), a column of 100 stands for the intercept, so
/// that it is hardly penalised, and targets are +1 for the class and −1 for the others. Source: google-research/big_vision evaluators/fewshot_lsr.py.</remarks>
public sealed class FewShotLsr
{
    private const double Intercept = 100;
    private const double MinimalDeviation = 1e-5;
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly SymmetricEigen _eigen;

    /// <summary>Eigenvectors times examples times targets (with more columns than examples: times targets alone), one row an eigenvalue.</summary>
    private readonly double[] _projected;

    /// <summary>Standardised examples with the intercept's column, when there are fewer of them than columns; otherwise null.</summary>
    private readonly double[]? _examples;

    /// <summary>Decomposes the examples.</summary>
    /// <param name="rows">n representations, at least one, all finite.</param>
    /// <param name="labels">n classes from 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">A label is out of range or missing, or a value is not finite.</exception>
    public FewShotLsr(Representations rows, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Rows == 0 || labels.Length != rows.Rows || labels.ContainsAnyExceptInRange(0, classes - 1))
        {
            throw new ArgumentException($"Expected a label from 0 to {classes - 1} for each of {rows.Rows} rows, and at least one.", nameof(labels));
        }

        if (rows.FirstNonFinite() is (int bad, int column))
        {
            throw new ArgumentException($"The representation of row {bad} is not finite in column {column}.", nameof(rows));
        }

        Classes = classes;
        var centred = new CentredRows(rows);
        _means = centred.Means;
        _deviations = Deviations(centred);
        int count = rows.Rows;
        int width = rows.Dim + 1;
        double[] examples = new double[count * width];
        double[] targets = new double[count * classes];
        targets.AsSpan().Fill(-1);
        for (int row = 0; row < count; row++)
        {
            TensorPrimitives.Divide(centred.Line(row), _deviations, examples.AsSpan(row * width, rows.Dim));
            examples[(row * width) + rows.Dim] = Intercept;
            targets[(row * classes) + labels[row]] = 1;
        }

        bool wide = count < width;
        _examples = wide ? examples : null;
        double[] transposed = CentredRows.Transposed(examples, count, width);
        int size = wide ? count : width;
        double[] matrix = new double[size * size];
        CentredRows.Multiply(wide ? examples : transposed, size, new PackedMatrix<double>().Pack(wide ? transposed : examples, wide ? width : count, size), matrix);
        _eigen = SymmetricEigen.Decompose(matrix, size);
        if (!wide)
        {
            double[] sums = new double[width * classes];
            MatrixProduct.Multiply(transposed, width, new PackedMatrix<double>().Pack(targets, count, classes), sums);
            targets = sums;
        }

        _projected = new double[size * classes];
        MatrixProduct.Multiply(_eigen.Vectors, size, new PackedMatrix<double>().Pack(targets, size, classes), _projected);
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Weights of the standardised columns and, last, of the constant: (dim + 1) × classes, row-major.</summary>
    /// <param name="penalty">L2 penalty, above 0.</param>
    public double[] Weights(double penalty)
    {
        if (!(penalty > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "The penalty must be above 0.");
        }

        int size = _eigen.Values.Length;
        double[] scaled = new double[_projected.Length];
        for (int index = 0; index < size; index++)
        {
            TensorPrimitives.Divide(_projected.AsSpan(index * Classes, Classes), _eigen.Values[index] + penalty, scaled.AsSpan(index * Classes, Classes));
        }

        double[] combined = new double[scaled.Length];
        MatrixProduct.MultiplyTransposed(_eigen.Vectors, size, new PackedMatrix<double>().Pack(scaled, size, Classes), combined);
        if (_examples is null)
        {
            return combined;
        }

        double[] weights = new double[(_means.Length + 1) * Classes];
        MatrixProduct.MultiplyTransposed(_examples, _means.Length + 1, new PackedMatrix<double>().Pack(combined, size, Classes), weights);
        return weights;
    }

    /// <summary>The same as a classifier of representations that are not standardised.</summary>
    /// <param name="penalty">L2 penalty, above 0.</param>
    public LinearClassifier Classifier(double penalty)
    {
        int dim = _means.Length;
        double[] weights = CentredRows.Transposed(Weights(penalty), dim + 1, Classes);
        double[] raw = new double[Classes * dim];
        double[] intercepts = new double[Classes];
        for (int index = 0; index < Classes; index++)
        {
            ReadOnlySpan<double> line = weights.AsSpan(index * (dim + 1), dim + 1);
            Span<double> target = raw.AsSpan(index * dim, dim);
            TensorPrimitives.Divide(line[..dim], _deviations, target);
            intercepts[index] = (Intercept * line[dim]) - TensorPrimitives.Dot<double>(target, _means);
        }

        return new LinearClassifier(raw, intercepts);
    }

    private static double[] Deviations(CentredRows centred)
    {
        double[] deviations = new double[centred.Dim];
        for (int row = 0; row < centred.Rows; row++)
        {
            TensorPrimitives.MultiplyAdd(centred.Line(row), centred.Line(row), deviations, deviations);
        }

        TensorPrimitives.Divide(deviations, centred.Rows, deviations);
        TensorPrimitives.Sqrt(deviations, deviations);
        TensorPrimitives.Add(deviations, MinimalDeviation, deviations);
        return deviations;
    }
}
