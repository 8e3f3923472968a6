using AligNet.Domain;

namespace AligNet.Numerics.Metrics;

/// <summary>Similarities between rows of one matrix, with what depends on a single row (mean, norm) computed once.</summary>
internal sealed class RowSimilarity
{
    private readonly Representations _rows;
    private readonly SimilarityMeasure _measure;
    private readonly float[][] _centred = [];
    private readonly double[] _norms = [];

    public RowSimilarity(Representations rows, SimilarityMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (_rows, _measure) = (rows, measure);
        if (measure is SimilarityMeasure.Cosine or SimilarityMeasure.Pearson)
        {
            _centred = measure == SimilarityMeasure.Pearson ? new float[rows.Rows][] : [];
            _norms = new double[rows.Rows];
            Parallel.For(0, rows.Rows, row =>
            {
                if (measure == SimilarityMeasure.Pearson)
                {
                    _centred[row] = Centred(rows.Row(row));
                }

                _norms[row] = Math.Sqrt(DotProduct.Double(Row(row), Row(row)));
            });
        }
    }

    /// <summary>Similarity of two rows; NaN where the measure is not defined.</summary>
    public double Of(int first, int second) => _measure switch
    {
        SimilarityMeasure.Dot => DotProduct.Double(Row(first), Row(second)),
        SimilarityMeasure.NegativeEuclidean => -Math.Sqrt(SquaredDistance.Double(Row(first), Row(second))),
        _ => Math.Clamp(DotProduct.Double(Row(first), Row(second)) / (_norms[first] * _norms[second]), -1, 1),
    };

    private ReadOnlySpan<float> Row(int row) => _centred.Length > 0 ? _centred[row] : _rows.Row(row);

    /// <summary>The row minus its mean; a constant row becomes exact zeros, since sums of equal float32 values are exact in float64.</summary>
    private static float[] Centred(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
        {
            sum += value;
        }

        double mean = sum / row.Length;
        float[] centred = new float[row.Length];
        for (int column = 0; column < row.Length; column++)
        {
            centred[column] = (float)(row[column] - mean);
        }

        return centred;
    }
}
