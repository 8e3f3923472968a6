namespace AligNet.Numerics.Metrics;

/// <summary>What a held-out response is worth when the other responses have more than one most frequent answer. The paper does not say.</summary>
public enum CeilingTies
{
    /// <summary>Nothing: without a majority there is no match.</summary>
    Wrong,

    /// <summary>The answer with the lowest index counts as the majority.</summary>
    First,

    /// <summary>1 / (number of most frequent answers) when the response is one of them.</summary>
    Fraction,
}
