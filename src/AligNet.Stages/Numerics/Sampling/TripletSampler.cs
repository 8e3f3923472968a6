using AligNet.Domain;

namespace AligNet.Numerics.Sampling;

/// <summary>Draws the triplets that the teacher will label (METHOD section 5): no three images twice, in neither split nor in both.</summary>
/// <remarks>Triplets stream; what is held is the groups and a table of the triplets given, 16 bytes each. Two of a group come
/// first where the scheme has a pair, the image of the other group third; otherwise in the order of drawing.</remarks>
public sealed class TripletSampler
{
    // So many failures in a row mean that nearly everything possible is drawn.
    private const long MaxFailures = 20_000_000;
    private const int MaxBlockAttempts = 40;

    private readonly TripletSamplerSettings _settings;
    private readonly ImageGroups _groups;

    /// <summary>Prepares the draw from images 0 … images − 1.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="groups">Cluster or class of each image, negative for an image that takes no part; not needed for the random scheme.</param>
    /// <param name="settings">Scheme, blocks and seed.</param>
    /// <exception cref="StageException">The scheme has no triplet in these groups.</exception>
    public TripletSampler(int images, int[]? groups, TripletSamplerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.BlockTriplets, 1);
        if (settings.BlockImages is < 0 or 1 or 2)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.BlockImages, "A block has 0 (no blocks) or at least 3 images.");
        }

        if (settings.Sampling == TripletSampling.Random)
        {
            groups = new int[images];
        }

        SamplingFaults.CheckGiven(settings.Sampling, groups);
        ArgumentOutOfRangeException.ThrowIfNotEqual(groups.Length, images);
        _settings = settings;
        int minimum = settings.Sampling is TripletSampling.Random or TripletSampling.WithinClass ? 3 : 1;
        int[] rows = [.. Enumerable.Range(0, images)];
        _groups = ImageGroups.Of(rows, groups, minimum);
        PossibleTriplets = Scheme(_groups).Possible;
        if (PossibleTriplets == 0)
        {
            throw SamplingFaults.Impossible(settings.Sampling, ImageGroups.Of(rows, groups));
        }
    }

    /// <summary>How many different sets of three images the scheme allows.</summary>
    public UInt128 PossibleTriplets { get; }

    /// <summary>Draws the training triplets, then the validation triplets; enumerating again draws the same.</summary>
    /// <param name="training">Triplets to train on.</param>
    /// <param name="validation">Triplets to validate on; with blocks they start a new block.</param>
    /// <exception cref="StageException">More than the scheme, or a block's images, can give.</exception>
    public IEnumerable<Triplet> Draw(long training, long validation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(training);
        ArgumentOutOfRangeException.ThrowIfNegative(validation);
        if ((UInt128)training + (UInt128)validation > PossibleTriplets)
        {
            throw SamplingFaults.TooMany(_settings.Sampling, training, validation, PossibleTriplets);
        }

        // A block that holds all images is no restriction.
        return _settings.BlockImages == 0 || _settings.BlockImages >= _groups.Count
            ? FromAll(training + validation)
            : InBlocks(training, validation);
    }

    private TripletScheme Scheme(ImageGroups groups) => TripletScheme.Of(_settings.Sampling, groups, _settings.WeightBySize);

    private IEnumerable<Triplet> FromAll(long count)
    {
        TripletScheme scheme = Scheme(_groups);
        var taken = new TripletSet(count);
        var rng = new Pcg32(_settings.Seed);
        long failures = 0;
        for (long drawn = 0; drawn < count;)
        {
            Triplet triplet = scheme.Draw(rng, out int group);
            if (taken.Add(triplet))
            {
                scheme.Took(group);
                (drawn, failures) = (drawn + 1, 0);
                yield return triplet;
            }
            else if (++failures == MaxFailures)
            {
                throw SamplingFaults.Stalled(_settings.Sampling, drawn, count, PossibleTriplets);
            }
        }
    }

    private IEnumerable<Triplet> InBlocks(long training, long validation)
    {
        var deck = new BlockDeck(_groups, BlockPacket.Size(_settings), new Pcg32(_settings.Seed, stream: 1));
        var rng = new Pcg32(_settings.Seed);
        var taken = new TripletSet(training + validation);
        var own = new TripletSet(_settings.BlockTriplets);
        var block = new List<Triplet>(_settings.BlockTriplets);
        foreach (long split in new[] { training, validation })
        {
            for (long left = split; left > 0; left -= block.Count)
            {
                FillBlock((int)Math.Min(left, _settings.BlockTriplets), deck, rng, taken, own, block);
                foreach (Triplet triplet in block)
                {
                    taken.Add(triplet);
                    yield return triplet;
                }
            }
        }
    }

    /// <summary>Deals images until some give a whole block of new triplets.</summary>
    private void FillBlock(int count, BlockDeck deck, Pcg32 rng, TripletSet taken, TripletSet own, List<Triplet> block)
    {
        UInt128 most = 0;
        for (int attempt = 0; attempt < MaxBlockAttempts; attempt++)
        {
            TripletScheme scheme = Scheme(deck.Deal(_settings.BlockImages, evenly: attempt % 2 == 1));
            most = UInt128.Max(most, scheme.Possible);
            block.Clear();
            own.Clear();
            long failuresLeft = scheme.Possible < (UInt128)count ? 0 : 1000 + (40L * count);
            while (block.Count < count && failuresLeft > 0)
            {
                Triplet triplet = scheme.Draw(rng, out int group);
                if (taken.Contains(triplet) || !own.Add(triplet))
                {
                    failuresLeft--;
                    continue;
                }

                scheme.Took(group);
                block.Add(triplet);
            }

            if (block.Count == count)
            {
                return;
            }
        }

        throw SamplingFaults.BlockTooSmall(_settings, count, most);
    }
}
