namespace AligNet.Domain;

/// <summary>The variational posterior over the human embedding: entry (object, dimension) is Normal(loc, exp(log-scale)).</summary>
/// <param name="Loc">Means, objects × dimensions.</param>
/// <param name="LogScale">Natural logarithms of the standard deviations, objects × dimensions.</param>
/// <remarks>Source: Muttenthaler et al., VICE (NeurIPS 2022); METHOD section 1.</remarks>
public sealed record VicePosterior(Representations Loc, Representations LogScale)
{
    /// <summary>Number of objects.</summary>
    public int Objects => Loc.Rows;

    /// <summary>Number of latent dimensions.</summary>
    public int Dims => Loc.Dim;
}
