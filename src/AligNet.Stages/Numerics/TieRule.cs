namespace AligNet.Numerics;

/// <summary>What counts as the model's choice when similarities (or probabilities) of a triplet's pairs are equal. The four rules of the
/// published references; with no two equal values they all agree.</summary>
public enum TieRule
{
    /// <summary>No choice (wrong) when the largest value is reached by more than one pair. AligNet's triplet accuracy.</summary>
    MaximumTieIsWrong,

    /// <summary>No choice (wrong) when any two of the three values are equal, even the two smaller ones, or when all three agree after
    /// rounding to two decimals (halves to even). VICE's and gLocal's <c>break_ties</c>, applied to probabilities.</summary>
    AnyTieIsWrong,

    /// <summary>No choice (wrong) only when all three are equal; otherwise the first largest, so that a tie with pair ij counts as right.
    /// gLocal's <c>get_predictions</c>.</summary>
    FullTieIsWrong,

    /// <summary>Always the first largest. gLocal's <c>predict_step</c>, a plain argmax.</summary>
    FirstMaximum,
}
