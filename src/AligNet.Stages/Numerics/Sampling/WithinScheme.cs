using AligNet.Domain;

namespace AligNet.Numerics.Sampling;

/// <summary>Three images of one group, in the order of drawing; with one group of all images, the random scheme.</summary>
internal sealed class WithinScheme : TripletScheme
{
    private readonly ImageGroups _groups;
    private readonly GroupChooser _chooser;

    public WithinScheme(ImageGroups groups, bool weightBySize)
    {
        _groups = groups;
        UInt128[] possible = [.. Enumerable.Range(0, groups.GroupsOf(3)).Select(group => Triples(groups.Size(group)))];
        foreach (UInt128 count in possible)
        {
            Possible += count;
        }

        _chooser = new GroupChooser(groups, weightBySize, possible);
    }

    /// <inheritdoc/>
    public override UInt128 Possible { get; }

    /// <inheritdoc/>
    public override Triplet Draw(Pcg32 rng, out int group)
    {
        group = _chooser.Draw(rng);
        (int start, int size) = (_groups.Start(group), _groups.Size(group));
        int first = rng.NextInt(size), second = rng.NextInt(size - 1), third = rng.NextInt(size - 2);
        second += second >= first ? 1 : 0;
        third += third >= Math.Min(first, second) ? 1 : 0;
        third += third >= Math.Max(first, second) ? 1 : 0;
        return new Triplet(_groups.Image(start + first), _groups.Image(start + second), _groups.Image(start + third));
    }

    /// <inheritdoc/>
    public override void Took(int group) => _chooser.Took(group);
}
