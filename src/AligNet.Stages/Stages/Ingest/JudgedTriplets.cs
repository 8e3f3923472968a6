using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages.Ingest;

/// <summary>Human odd-one-out triplets with what is known of each trial.</summary>
/// <param name="Triplets">The triplets, the odd one last.</param>
/// <param name="Participants">Who judged each; empty when the file does not say.</param>
/// <param name="ResponseTimesMs">How long it took, milliseconds, null where it is missing; empty when the file does not say.</param>
public sealed record JudgedTriplets(IReadOnlyList<Triplet> Triplets, IReadOnlyList<string> Participants, IReadOnlyList<double?> ResponseTimesMs)
{
    /// <summary>No triplets.</summary>
    public static JudgedTriplets Empty { get; } = new([], [], []);

    /// <summary>Some of the triplets, in the order given, renumbered.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="position">New number of each object.</param>
    public JudgedTriplets Select(IReadOnlyList<int> rows, IReadOnlyList<int> position)
    {
        JudgedTriplets selected = Rows(rows);
        return selected with
        {
            Triplets = [.. selected.Triplets.Select(triplet => new Triplet(position[triplet.First], position[triplet.Second], position[triplet.OddOneOut]))],
        };
    }

    /// <summary>The same triplets in an order that follows from their content alone, whatever order the file has. Neighbours have nothing in common, so
    /// that those who take rows in blocks meet a mixture.</summary>
    public JudgedTriplets InContentOrder()
    {
        int[] rows = [.. Enumerable.Range(0, Triplets.Count)];
        ulong[] mixed = [.. Triplets.Select(Mixed)];
        Array.Sort(rows, Compare);
        return Rows(rows);

        int Compare(int left, int right)
        {
            (Triplet one, Triplet other) = (Triplets[left], Triplets[right]);
            return mixed[left] != mixed[right] ? mixed[left].CompareTo(mixed[right])
                : one != other ? (one.First, one.Second, one.OddOneOut).CompareTo((other.First, other.Second, other.OddOneOut))
                : Participants.Count > 0 && string.CompareOrdinal(Participants[left], Participants[right]) is not 0 and int people ? people
                : ResponseTimesMs.Count > 0 ? Nullable.Compare(ResponseTimesMs[left], ResponseTimesMs[right]) : 0;
        }
    }

    /// <summary>The trials as a table, one row a triplet in their order: participant (empty when not known), response_time_ms; no rows when
    /// the file has neither. A file of its own, so that times do not change what the fits of the triplets are keyed by.</summary>
    public Table Trials()
    {
        int rows = Math.Max(Participants.Count, ResponseTimesMs.Count);
        return new Table(
            Column.Of("participant", Participants.Count == 0 ? [.. Enumerable.Repeat("", rows)] : Participants.ToArray()),
            Column.Of("response_time_ms", ResponseTimesMs.Count == 0 ? new double?[rows] : ResponseTimesMs.ToArray()));
    }

    private JudgedTriplets Rows(IReadOnlyList<int> rows)
    {
        return new JudgedTriplets(Pick(Triplets), Pick(Participants), Pick(ResponseTimesMs));

        T[] Pick<T>(IReadOnlyList<T> values) => values.Count == 0 ? [] : [.. rows.Select(row => values[row])];
    }

    /// <summary>A number that looks drawn by chance: the finaliser of SplitMix64 (Steele, Lea and Flood 2014) after each object.</summary>
    private static ulong Mixed(Triplet triplet)
    {
        ulong mixed = 0;
        for (int position = 0; position < 3; position++)
        {
            mixed = unchecked(mixed + 0x9E3779B97F4A7C15UL + (uint)triplet[position]);
            mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
            mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
            mixed ^= mixed >> 31;
        }

        return mixed;
    }
}
