namespace AligNet.Numerics.Metrics;

/// <summary>Representational similarity analysis: how well two matrices over the same images agree.</summary>
public static class RsaScore
{
    /// <summary>Correlation of the upper triangles of two matrices, the diagonal left out; NaN when a triangle is constant or holds NaN.</summary>
    /// <param name="first">n × n values, row-major and symmetric: similarities, or dissimilarities in both.</param>
    /// <param name="second">The other matrix, of the same kind: a similarity against a dissimilarity matrix gives the opposite sign.</param>
    /// <param name="count">n.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <exception cref="ArgumentException">A matrix is not n × n.</exception>
    /// <remarks>Source: METHOD section 8.2; thingsvision's correlate_rdms.</remarks>
    public static double Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int count, CorrelationKind kind = CorrelationKind.Spearman) =>
        Correlate(Rsm.UpperTriangle(first, count), Rsm.UpperTriangle(second, count), kind);

    /// <summary>The same over a selection of images, which may name an image more than once, as bootstrap resamples do; pairs of an image
    /// with itself are left out.</summary>
    /// <param name="first">n × n values.</param>
    /// <param name="second">n × n values.</param>
    /// <param name="count">n.</param>
    /// <param name="images">Indices below n.</param>
    /// <param name="kind">Spearman or Pearson.</param>
    /// <exception cref="ArgumentException">A matrix is not n × n.</exception>
    public static double CompareSelected(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int count, ReadOnlySpan<int> images, CorrelationKind kind = CorrelationKind.Spearman)
    {
        if (first.Length != (long)count * count || second.Length != first.Length)
        {
            throw new ArgumentException($"Expected two matrices of {count} × {count}, got {first.Length} and {second.Length} values.", nameof(first));
        }

        var x = new List<double>(images.Length * images.Length / 2);
        var y = new List<double>(images.Length * images.Length / 2);
        for (int row = 0; row < images.Length; row++)
        {
            for (int column = row + 1; column < images.Length; column++)
            {
                if (images[row] != images[column])
                {
                    int entry = (images[row] * count) + images[column];
                    x.Add(first[entry]);
                    y.Add(second[entry]);
                }
            }
        }

        return Correlate([.. x], [.. y], kind);
    }

    private static double Correlate(double[] x, double[] y, CorrelationKind kind) =>
        kind == CorrelationKind.Spearman ? Correlation.Spearman(x, y) : Correlation.Pearson(x, y);
}
