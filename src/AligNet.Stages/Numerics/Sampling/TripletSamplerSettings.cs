using AligNet.Domain;
namespace AligNet.Numerics.Sampling;

/// <summary>How <see cref="TripletSampler"/> draws (METHOD section 5).</summary>
public sealed record TripletSamplerSettings
{
    /// <summary>The scheme.</summary>
    public TripletSampling Sampling { get; init; } = TripletSampling.ClusterBoundary;

    /// <summary>Whether a group is drawn in proportion to its size instead of uniformly. Within a block that is its size in the block.</summary>
    public bool WeightBySize { get; init; }

    /// <summary>Images that one block of triplets shares; 0: every triplet is drawn from all images, as in the paper.</summary>
    /// <remarks>Blocks give every image its turn, so that large groups are in more blocks than small ones.</remarks>
    public int BlockImages { get; init; }

    /// <summary>Consecutive triplets of one block.</summary>
    public int BlockTriplets { get; init; } = 512;

    /// <summary>Same seed, same triplets.</summary>
    public ulong Seed { get; init; }
}
