using AligNet.Domain;

namespace AligNet.Stages.SampleTriplets;

/// <summary>Options of triplet sampling (METHOD section 5).</summary>
public sealed record SampleTripletsOptions : StageOptions
{
    /// <summary>cluster-boundary, class-boundary, random, between-class or within-class.</summary>
    public TripletSampling Sampling { get => Read(field); init; } = TripletSampling.ClusterBoundary;

    /// <summary>Triplets to train on; 10 million in the paper.</summary>
    public long Triplets { get => Read(field); init; } = 10_000_000;

    /// <summary>Triplets to validate on, none of them among the training triplets.</summary>
    public long ValidationTriplets { get => Read(field); init; } = 10_000;

    /// <summary>Images of the large set that triplets are drawn from; 0: all. Everything before the sampling is shared by all values (METHOD 8: ablations).</summary>
    public int Images { get => Read(field); init; }

    /// <summary>Which images those are: random, even or first.</summary>
    public ImageChoice ImageChoice { get => Read(field); init; } = ImageChoice.Random;

    /// <summary>Whether a cluster (or class) is drawn in proportion to its size instead of uniformly.</summary>
    public bool WeightBySize { get => Read(field); init; }

    /// <summary>Images of one block; 0: every triplet is drawn from all images, as in the paper. With blocks, consecutive triplets share
    /// images, so that a training batch of block_triplets shows the student only so many.</summary>
    public int BlockImages { get => Read(field); init; }

    /// <summary>Triplets of one block.</summary>
    public int BlockTriplets { get => Read(field); init; } = 512;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        if (Triplets < 1)
        {
            yield return $"triplets: expected 1 or more, found {Triplets}.";
        }

        if (ValidationTriplets < 0)
        {
            yield return $"validation_triplets: expected 0 or more, found {ValidationTriplets}.";
        }

        if (Images != 0 && Images < 3)
        {
            yield return $"images: expected 0 (all images) or at least 3, found {Images}.";
        }

        if (BlockImages != 0 && BlockImages < 3)
        {
            yield return $"block_images: expected 0 (no blocks) or at least 3, found {BlockImages}.";
        }

        if (BlockTriplets < 1)
        {
            yield return $"block_triplets: expected 1 or more, found {BlockTriplets}.";
        }
    }
}
