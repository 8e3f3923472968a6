using AligNet.Domain;
namespace AligNet.Numerics.Sampling;

/// <summary>A set of triplets regardless of their order: 12 bytes a place, at most three quarters of the places taken.</summary>
internal sealed class TripletSet
{
    private readonly Entry[] _entries;

    /// <summary>Room for so many triplets.</summary>
    /// <exception cref="StageException">More than one table can hold.</exception>
    public TripletSet(long capacity)
    {
        long places = (capacity * 4 / 3) + 1;
        if (places > Array.MaxLength)
        {
            throw new StageException(
                $"Triplet sampling: {capacity} triplets are more than can be kept apart; expected at most {(long)Array.MaxLength * 3 / 4}. Ask for fewer.");
        }

        _entries = new Entry[places];
    }

    /// <summary>Whether the set has the three images.</summary>
    public bool Contains(Triplet triplet) => Find(Sort(triplet), out _);

    /// <summary>Adds a triplet; false when the three images are there already.</summary>
    public bool Add(Triplet triplet)
    {
        Entry entry = Sort(triplet);
        if (Find(entry, out long place))
        {
            return false;
        }

        _entries[place] = entry;
        return true;
    }

    /// <summary>Empties the set.</summary>
    public void Clear() => Array.Clear(_entries);

    private static Entry Sort(Triplet triplet)
    {
        (int low, int middle, int high) = (triplet.First, triplet.Second, triplet.OddOneOut);
        (low, middle) = low < middle ? (low, middle) : (middle, low);
        (middle, high) = middle < high ? (middle, high) : (high, middle);
        (low, middle) = low < middle ? (low, middle) : (middle, low);
        return new Entry(low, middle, high);
    }

    private bool Find(Entry entry, out long place)
    {
        ulong hash = (((ulong)(uint)entry.Low << 32) | (uint)entry.Middle) * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 29) ^ (uint)entry.High) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 32)) * 0x94D049BB133111EBUL;
        place = (long)Math.BigMul(hash, (ulong)_entries.Length, out _);

        // The highest of three different row numbers is never 0: such an entry is free.
        while (_entries[place].High != 0)
        {
            if (_entries[place] == entry)
            {
                return true;
            }

            place = place + 1 == _entries.Length ? 0 : place + 1;
        }

        return false;
    }

    private readonly record struct Entry(int Low, int Middle, int High);
}
