namespace AligNet.Numerics.Metrics;

/// <summary>Which correlation compares two similarity matrices.</summary>
public enum CorrelationKind
{
    /// <summary>Of the ranks; the method's choice.</summary>
    Spearman,

    /// <summary>Of the values.</summary>
    Pearson,
}
