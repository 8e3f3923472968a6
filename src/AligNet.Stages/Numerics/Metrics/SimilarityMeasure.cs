namespace AligNet.Numerics.Metrics;

/// <summary>How similar two representations are; larger is more similar.</summary>
public enum SimilarityMeasure
{
    /// <summary>Dot product.</summary>
    Dot,

    /// <summary>Cosine of the angle, in [−1, 1]; NaN with a row of zeros.</summary>
    Cosine,

    /// <summary>Pearson's correlation across the columns, in [−1, 1]; NaN with a constant row.</summary>
    Pearson,

    /// <summary>Euclidean distance, negated.</summary>
    NegativeEuclidean,
}
