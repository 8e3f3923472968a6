namespace AligNet.Pipeline.Ablations;

/// <summary>What the analysis of variance takes as the subjects that every condition is repeated on.</summary>
public enum AblationRepetition
{
    /// <summary>The units of a measure (triplets, images, draws), which every variant is measured on.</summary>
    Units,

    /// <summary>The subsets that a measure matches, as the paper does with data sets.</summary>
    Subsets,

    /// <summary>The seeds.</summary>
    Seeds,
}
