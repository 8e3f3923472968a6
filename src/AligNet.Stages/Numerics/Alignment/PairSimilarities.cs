using System.Numerics.Tensors;

namespace AligNet.Numerics.Alignment;

/// <summary>The three pair similarities of a triplet of representations, ordered ij, ik, jk.</summary>
public static class PairSimilarities
{
    /// <summary>Similarities of the pairs; larger means more similar.</summary>
    /// <param name="measure">Dot product, cosine, or minus the Euclidean distance.</param>
    /// <param name="i">First row.</param>
    /// <param name="j">Second row, of the same width.</param>
    /// <param name="k">Third row, of the same width.</param>
    /// <param name="pairs">Receives 3 values.</param>
    public static void Of(SimilarityMeasure measure, ReadOnlySpan<float> i, ReadOnlySpan<float> j, ReadOnlySpan<float> k, Span<double> pairs)
    {
        if (pairs.Length != 3)
        {
            throw new ArgumentException($"Expected room for 3 pairs (ij, ik, jk), got {pairs.Length}.", nameof(pairs));
        }

        (pairs[0], pairs[1], pairs[2]) = (Of(measure, i, j), Of(measure, i, k), Of(measure, j, k));
    }

    /// <summary>Similarity of two rows. Dot products are float32 sums, exact for small integers; a zero row has cosine 0 with any other.</summary>
    public static double Of(SimilarityMeasure measure, ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        switch (measure)
        {
            case SimilarityMeasure.Dot:
                return TensorPrimitives.Dot(x, y);
            case SimilarityMeasure.Cosine:
                double norms = Math.Sqrt((double)TensorPrimitives.SumOfSquares(x) * TensorPrimitives.SumOfSquares(y));
                return norms > 0 ? TensorPrimitives.Dot(x, y) / norms : 0;
            case SimilarityMeasure.Euclidean:
                return -TensorPrimitives.Distance(x, y);
            default:
                throw new ArgumentOutOfRangeException(nameof(measure), measure, "Unknown similarity measure.");
        }
    }
}
