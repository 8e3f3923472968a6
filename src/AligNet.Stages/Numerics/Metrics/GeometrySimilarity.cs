using System.Numerics.Tensors;
using AligNet.Domain;
using AligNet.Numerics.LinearAlgebra;

namespace AligNet.Numerics.Metrics;

/// <summary>How alike two models arrange the same images; METHOD section 8.9.</summary>
public static class GeometrySimilarity
{
    /// <summary>Correlation of the models' similarity matrices for every two models.</summary>
    /// <param name="models">Representations of the same n images, of any widths.</param>
    /// <param name="measure">What similarity of two images means.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <returns>models × models values, row-major and symmetric; 1 on the diagonal, NaN where a matrix is constant.</returns>
    /// <exception cref="ArgumentException">Models have other numbers of images.</exception>
    public static double[] Rsa(
        IReadOnlyList<Representations> models, SimilarityMeasure measure = SimilarityMeasure.Pearson, CorrelationKind kind = CorrelationKind.Spearman)
    {
        CheckImages(models);
        return Rsa([.. models.Select(model => Rsm.UpperTriangle(model, measure))], kind);
    }

    /// <summary>Correlation of similarity matrices for every two models.</summary>
    /// <param name="triangles">Of each model the similarities of the same pairs of images, as <see cref="Rsm.UpperTriangle(Representations, SimilarityMeasure)"/> gives them.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <returns>models × models values, row-major and symmetric; 1 on the diagonal, NaN where a matrix is constant.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double[] Rsa(IReadOnlyList<double[]> triangles, CorrelationKind kind = CorrelationKind.Spearman)
    {
        ArgumentNullException.ThrowIfNull(triangles);
        if (kind == CorrelationKind.Spearman)
        {
            // Ranked once a model instead of once a pair of models; Pearson's correlation of ranks is Spearman's.
            triangles = [.. triangles.Select(triangle => triangle.Any(double.IsNaN) ? triangle : Ranked(triangle))];
        }

        return Pairwise(triangles.Count, (first, second) => Correlation.Pearson(triangles[first], triangles[second]));
    }

    /// <summary>Linear centred kernel alignment of two models: ‖Yᵀ·X‖² / (‖Xᵀ·X‖·‖Yᵀ·Y‖) of the representations with column means removed, in [0, 1]; 1 for
    /// representations that differ by rotation, shift and scale. NaN when one is constant.</summary>
    /// <param name="first">n representations.</param>
    /// <param name="second">Representations of the same images, of any width.</param>
    /// <exception cref="ArgumentException">The numbers of images differ.</exception>
    /// <remarks>Source: S. Kornblith et al., Similarity of neural network representations revisited (2019), equation 9; through n × n matrices where
    /// images are fewer than columns.</remarks>
    public static double LinearCka(Representations first, Representations second)
    {
        CheckImages([first, second]);
        var x = new CentredRows(first);
        var y = new CentredRows(second);
        double own = SquaredProduct(x, x) * SquaredProduct(y, y);
        return own > 0 ? SquaredProduct(x, y) / Math.Sqrt(own) : double.NaN;
    }

    /// <summary><see cref="LinearCka(Representations, Representations)"/> for every two models: models × models values, row-major and symmetric.</summary>
    /// <exception cref="ArgumentException">Models have other numbers of images.</exception>
    public static double[] LinearCka(IReadOnlyList<Representations> models)
    {
        CheckImages(models);
        CentredRows[] centred = [.. models.Select(model => new CentredRows(model))];
        double[] own = [.. centred.Select(rows => Math.Sqrt(SquaredProduct(rows, rows)))];
        return Pairwise(models.Count, (first, second) => own[first] > 0 && own[second] > 0 ? SquaredProduct(centred[first], centred[second]) / own[first] / own[second] : double.NaN);
    }

    /// <summary>‖Yᵀ·X‖², which is also the inner product of both Gram matrices.</summary>
    private static double SquaredProduct(CentredRows x, CentredRows y)
    {
        if (x.Rows < Math.Max(x.Dim, y.Dim))
        {
            return TensorPrimitives.Dot<double>(x.Gram(), y.Gram());
        }

        double[] product = new double[checked(x.Dim * y.Dim)];
        CentredRows.Multiply(CentredRows.Transposed(x.Values, x.Rows, x.Dim), x.Dim, new PackedMatrix<double>().Pack(y.Values, y.Rows, y.Dim), product);
        return TensorPrimitives.SumOfSquares<double>(product);
    }

    private static double[] Ranked(double[] values)
    {
        double[] ranks = new double[values.Length];
        Ranks.Average(values, ranks);
        return ranks;
    }

    private static double[] Pairwise(int count, Func<int, int, double> compare)
    {
        double[] matrix = new double[count * count];
        for (int first = 0; first < count; first++)
        {
            for (int second = first; second < count; second++)
            {
                matrix[(first * count) + second] = matrix[(second * count) + first] = compare(first, second);
            }
        }

        return matrix;
    }

    private static void CheckImages(IReadOnlyList<Representations> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Any(model => model.Rows != models[0].Rows))
        {
            throw new ArgumentException($"Expected representations of the same images, got {string.Join(", ", models.Select(model => model.Rows))} rows.", nameof(models));
        }
    }
}
