namespace AligNet.Numerics.Sampling;

/// <summary>Draws the group that gives the pair of a triplet, uniformly or by size, among those that still can.</summary>
internal sealed class GroupChooser
{
    private readonly ImageGroups _groups;
    private readonly bool _weightBySize;
    private readonly long[] _left;
    private readonly int[] _open;
    private readonly int[] _place;
    private int _count;

    /// <summary>Prepares the draw.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="weightBySize">By size instead of uniformly.</param>
    /// <param name="possible">How many triplets each of the first groups can give; the others give none.</param>
    public GroupChooser(ImageGroups groups, bool weightBySize, IEnumerable<UInt128> possible)
    {
        (_groups, _weightBySize) = (groups, weightBySize);

        // A count that overflows is more than anyone draws.
        _left = [.. possible.Select(count => (long)UInt128.Min(count, long.MaxValue))];
        _count = _left.Length;
        _open = [.. Enumerable.Range(0, _count)];
        _place = [.. _open];
    }

    /// <summary>A group.</summary>
    public int Draw(Pcg32 rng)
    {
        if (!_weightBySize)
        {
            return _open[rng.NextInt(_count)];
        }

        int group;
        do
        {
            group = _groups.GroupAt(rng.NextInt(_groups.Start(_left.Length)));
        }
        while (_left[group] == 0);
        return group;
    }

    /// <summary>Counts one triplet of a group as given.</summary>
    public void Took(int group)
    {
        if (--_left[group] == 0 && _count > 1)
        {
            int last = _open[--_count];
            (_open[_place[group]], _place[last]) = (last, _place[group]);
        }
    }
}
