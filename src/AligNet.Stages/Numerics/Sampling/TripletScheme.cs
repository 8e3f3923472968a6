using AligNet.Domain;

namespace AligNet.Numerics.Sampling;

/// <summary>Draws triplets of some images by one scheme; the same three images may come again.</summary>
internal abstract class TripletScheme
{
    /// <summary>How many sets of three images the scheme can give.</summary>
    public abstract UInt128 Possible { get; }

    /// <summary>The scheme for a set of images.</summary>
    public static TripletScheme Of(TripletSampling sampling, ImageGroups groups, bool weightBySize) => sampling switch
    {
        TripletSampling.ClusterBoundary or TripletSampling.ClassBoundary => new BoundaryScheme(groups, weightBySize),
        TripletSampling.Random or TripletSampling.WithinClass => new WithinScheme(groups, weightBySize),
        TripletSampling.BetweenClass => new BetweenScheme(groups, weightBySize),
        _ => throw new ArgumentOutOfRangeException(nameof(sampling), sampling, "Unknown sampling."),
    };

    /// <summary>Draws a triplet.</summary>
    /// <param name="rng">Source of chance.</param>
    /// <param name="group">The group that gave the pair (or all three), for <see cref="Took"/>.</param>
    public abstract Triplet Draw(Pcg32 rng, out int group);

    /// <summary>Tells that a drawn triplet was new; a group that has given all it can is not drawn again.</summary>
    public virtual void Took(int group)
    {
    }

    /// <summary>n over 2.</summary>
    protected static UInt128 Pairs(int images) => (UInt128)(uint)images * (uint)(images - 1) / 2;

    /// <summary>n over 3.</summary>
    protected static UInt128 Triples(int images) => images < 3 ? 0 : (UInt128)(uint)images * (uint)(images - 1) * (uint)(images - 2) / 6;
}
