namespace AligNet.Numerics.Alignment;

/// <summary>How similar two representations are; larger is more similar in all three.</summary>
public enum SimilarityMeasure
{
    /// <summary>Dot product: what triplets are labelled with.</summary>
    Dot,

    /// <summary>Dot product of the rows divided by their norms.</summary>
    Cosine,

    /// <summary>Minus the Euclidean distance.</summary>
    Euclidean,
}
