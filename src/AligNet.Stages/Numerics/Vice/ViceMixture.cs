namespace AligNet.Numerics.Vice;

/// <summary>Family of the spike, of the slab and of the variational density in the complexity term.</summary>
public enum ViceMixture
{
    /// <summary>Normal densities.</summary>
    Gaussian,

    /// <summary>Laplace densities of the same location and scale; samples are still drawn with Gaussian noise, as in the reference.</summary>
    Laplace,
}
