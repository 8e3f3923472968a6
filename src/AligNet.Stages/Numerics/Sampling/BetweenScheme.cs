using AligNet.Domain;

namespace AligNet.Numerics.Sampling;

/// <summary>Three images of three groups, in the order of drawing.</summary>
internal sealed class BetweenScheme : TripletScheme
{
    private readonly ImageGroups _groups;
    private readonly bool _weightBySize;

    public BetweenScheme(ImageGroups groups, bool weightBySize)
    {
        (_groups, _weightBySize) = (groups, weightBySize);

        // Elementary symmetric sums of the sizes: ways to take one, two and three images of different groups.
        (UInt128 one, UInt128 two) = (0, 0);
        for (int group = 0; group < groups.Groups; group++)
        {
            uint size = (uint)groups.Size(group);
            Possible += two * size;
            two += one * size;
            one += size;
        }
    }

    /// <inheritdoc/>
    public override UInt128 Possible { get; }

    /// <inheritdoc/>
    public override Triplet Draw(Pcg32 rng, out int group)
    {
        int first = Position(rng, -1, -1);
        group = _groups.GroupAt(first);
        int second = Position(rng, group, -1);
        int third = Position(rng, group, _groups.GroupAt(second));
        return new Triplet(_groups.Image(first), _groups.Image(second), _groups.Image(third));
    }

    /// <summary>An image of a group other than two (−1: none).</summary>
    private int Position(Pcg32 rng, int without, int orWithout)
    {
        (int low, int high) = (Math.Min(without, orWithout), Math.Max(without, orWithout));
        if (_weightBySize)
        {
            int position = rng.NextInt(_groups.Count - Size(low) - Size(high));
            position += low >= 0 && position >= _groups.Start(low) ? Size(low) : 0;
            return position + (high >= 0 && position >= _groups.Start(high) ? Size(high) : 0);
        }

        int group = rng.NextInt(_groups.Groups - (low >= 0 ? 1 : 0) - (high >= 0 ? 1 : 0));
        group += low >= 0 && group >= low ? 1 : 0;
        group += high >= 0 && group >= high ? 1 : 0;
        return _groups.Start(group) + rng.NextInt(_groups.Size(group));
    }

    private int Size(int group) => group < 0 ? 0 : _groups.Size(group);
}
