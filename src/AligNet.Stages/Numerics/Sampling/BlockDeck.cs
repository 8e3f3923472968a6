namespace AligNet.Numerics.Sampling;

/// <summary>Deals the images of one block after another: a few of each of several groups, every image about equally often.</summary>
/// <remarks>A shuffled deck has every group as often as it has packets of images; each visit of a group deals its next packet.
/// A group that is in the block already is put off when another is near, so that blocks mix groups.</remarks>
internal sealed class BlockDeck
{
    private const int LookAhead = 64;

    private readonly ImageGroups _groups;
    private readonly Pcg32 _rng;
    private readonly int _packet;
    private readonly int[] _visits;
    private readonly int[] _evenVisits;
    private readonly int[] _positions;
    private readonly int[] _dealt;
    private readonly int[] _lastBlock;
    private readonly int[] _lastBlockOfGroup;
    private (int Group, int Images) _carried;
    private int _next;
    private int _block;

    /// <summary>Shuffles the deck.</summary>
    /// <param name="groups">The images.</param>
    /// <param name="packet">Images of a group dealt at once, at most.</param>
    /// <param name="rng">Source of chance.</param>
    public BlockDeck(ImageGroups groups, int packet, Pcg32 rng)
    {
        (_groups, _rng, _packet) = (groups, rng, packet);
        _visits = [.. Enumerable.Range(0, groups.Groups).SelectMany(group => Enumerable.Repeat(group, Packets(groups.Size(group))))];
        _evenVisits = [.. Enumerable.Range(0, groups.Groups)];
        _positions = [.. Enumerable.Range(0, groups.Count)];
        _dealt = new int[groups.Groups];
        _lastBlock = new int[groups.Count];
        _lastBlockOfGroup = new int[groups.Groups];
        _next = _visits.Length;
        for (int group = 0; group < groups.Groups; group++)
        {
            Shuffle(group);
        }
    }

    /// <summary>Deals a block of different images, fewer than there are.</summary>
    /// <param name="count">Images of the block.</param>
    /// <param name="evenly">Visit every group equally often instead of giving every image its turn: for sets in which one group is
    /// so large that a block would hold no other.</param>
    public ImageGroups Deal(int count, bool evenly)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, _groups.Count);
        _block++;
        int[] chosen = new int[count];
        int filled = 0;
        int evenVisit = _evenVisits.Length;
        while (filled < count)
        {
            if (evenVisit == _evenVisits.Length && evenly)
            {
                _rng.Shuffle<int>(_evenVisits);
                evenVisit = 0;
            }

            (int group, int packet) = evenly ? (_evenVisits[evenVisit++], _packet) : NextPacket();
            _lastBlockOfGroup[group] = _block;
            for (; packet > 0 && filled < count && NextPosition(group) is int position; packet--)
            {
                chosen[filled++] = position;
            }

            // What the block had no room for begins the next one; otherwise large packets would lose their turns.
            if (!evenly)
            {
                _carried = filled == count ? (group, packet) : default;
            }
        }

        return _groups.At(chosen);
    }

    private int Packets(int images) => Share(images, _packet);

    private static int Share(int images, int among) => ((images - 1) / among) + 1;

    private (int Group, int Images) NextPacket()
    {
        if (_carried.Images > 0)
        {
            return _carried;
        }

        if (_next == _visits.Length)
        {
            _rng.Shuffle<int>(_visits);
            _next = 0;
        }

        int end = Math.Min(_next + LookAhead, _visits.Length);
        for (int visit = _next; visit < end; visit++)
        {
            if (_lastBlockOfGroup[_visits[visit]] != _block)
            {
                (_visits[_next], _visits[visit]) = (_visits[visit], _visits[_next]);
                break;
            }
        }

        int group = _visits[_next++];
        if (_dealt[group] == _groups.Size(group))
        {
            Shuffle(group);
        }

        int left = _groups.Size(group) - _dealt[group];
        return (group, Share(left, Packets(left)));
    }

    /// <summary>The next image of a group that is not in this block; null when all are.</summary>
    private int? NextPosition(int group)
    {
        (int start, int size) = (_groups.Start(group), _groups.Size(group));
        for (int round = 0; round < 2; round++)
        {
            for (int dealt = _dealt[group]; dealt < size; dealt++)
            {
                int position = _positions[start + dealt];
                if (_lastBlock[position] != _block)
                {
                    int next = start + _dealt[group]++;
                    (_positions[next], _positions[start + dealt]) = (position, _positions[next]);
                    _lastBlock[position] = _block;
                    return position;
                }
            }

            Shuffle(group);
        }

        return null;
    }

    private void Shuffle(int group)
    {
        _rng.Shuffle(_positions.AsSpan(_groups.Start(group), _groups.Size(group)));
        _dealt[group] = 0;
    }
}
