namespace AligNet.Numerics.Metrics;

/// <summary>How far apart two representations are. The paper's hierarchy (2.3, B.3.2) speaks of distance without naming one.</summary>
public enum DistanceMeasure
{
    /// <summary>Euclidean distance. It grows with the scale of the representations, as the paper says that its distances do.</summary>
    Euclidean,

    /// <summary>1 − cosine, in [0, 2]; NaN with a row of zeros.</summary>
    Cosine,
}
