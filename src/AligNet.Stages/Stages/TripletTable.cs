using AligNet.Artifacts;
using AligNet.Domain;

namespace AligNet.Stages;

/// <summary>Triplets as a table: columns first, second, odd_one_out (row numbers).</summary>
public static class TripletTable
{
    /// <summary>The table of some triplets.</summary>
    public static Table From(IReadOnlyList<Triplet> triplets) => new(
        Column.Of("first", triplets.Select(triplet => triplet.First).ToArray()),
        Column.Of("second", triplets.Select(triplet => triplet.Second).ToArray()),
        Column.Of("odd_one_out", triplets.Select(triplet => triplet.OddOneOut).ToArray()));

    /// <summary>The triplets of a table.</summary>
    public static Triplet[] ToTriplets(Table table)
    {
        (int[] first, int[] second, int[] odd) = (table.Get<int>("first"), table.Get<int>("second"), table.Get<int>("odd_one_out"));
        var triplets = new Triplet[first.Length];
        for (int row = 0; row < triplets.Length; row++)
        {
            triplets[row] = new Triplet(first[row], second[row], odd[row]);
        }

        return triplets;
    }
}
