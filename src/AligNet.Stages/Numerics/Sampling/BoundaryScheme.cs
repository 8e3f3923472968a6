using AligNet.Domain;

namespace AligNet.Numerics.Sampling;

/// <summary>Two images of one group, then one of another.</summary>
internal sealed class BoundaryScheme : TripletScheme
{
    private readonly ImageGroups _groups;
    private readonly bool _weightBySize;
    private readonly GroupChooser _pairs;

    public BoundaryScheme(ImageGroups groups, bool weightBySize)
    {
        (_groups, _weightBySize) = (groups, weightBySize);
        UInt128[] possible = [.. Enumerable.Range(0, groups.GroupsOf(2))
            .Select(group => Pairs(groups.Size(group)) * (uint)(groups.Count - groups.Size(group)))];
        foreach (UInt128 count in possible)
        {
            Possible += count;
        }

        _pairs = new GroupChooser(groups, weightBySize, possible);
    }

    /// <inheritdoc/>
    public override UInt128 Possible { get; }

    /// <inheritdoc/>
    public override Triplet Draw(Pcg32 rng, out int group)
    {
        group = _pairs.Draw(rng);
        (int start, int size) = (_groups.Start(group), _groups.Size(group));
        int first = rng.NextInt(size), second = rng.NextInt(size - 1);
        second += second >= first ? 1 : 0;
        return new Triplet(_groups.Image(start + first), _groups.Image(start + second), _groups.Image(Other(rng, group)));
    }

    /// <inheritdoc/>
    public override void Took(int group) => _pairs.Took(group);

    private int Other(Pcg32 rng, int group)
    {
        if (_weightBySize)
        {
            int position = rng.NextInt(_groups.Count - _groups.Size(group));
            return position < _groups.Start(group) ? position : position + _groups.Size(group);
        }

        int other = rng.NextInt(_groups.Groups - 1);
        other += other >= group ? 1 : 0;
        return _groups.Start(other) + rng.NextInt(_groups.Size(other));
    }
}
