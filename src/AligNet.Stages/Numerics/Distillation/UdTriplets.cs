using AligNet.Domain;

namespace AligNet.Numerics.Distillation;

/// <summary>Triplets with their human probabilities.</summary>
/// <param name="Triplets">Rows of a matrix.</param>
/// <param name="Targets">3 probabilities per triplet, pairs ij, ik, jk.</param>
internal sealed record UdTriplets(Triplet[] Triplets, float[] Targets)
{
    public int Count => Triplets.Length;

    /// <summary>Those whose three objects are all marked.</summary>
    public UdTriplets Among(bool[] marked)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(t => marked[Triplets[t].First] && marked[Triplets[t].Second] && marked[Triplets[t].OddOneOut])];
        return Select(kept);
    }

    /// <summary>The same triplets naming positions in a list of rows instead of the rows.</summary>
    public UdTriplets Renumber(int[] rows)
    {
        var positions = rows.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return this with { Triplets = [.. Triplets.Select(t => new Triplet(positions[t.First], positions[t.Second], positions[t.OddOneOut]))] };
    }

    /// <summary>The same triplets in a random order.</summary>
    public UdTriplets Shuffle(ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new Pcg32(seed).Shuffle<int>(order);
        return Select(order);
    }

    /// <summary>Mean loss and odd-one-out accuracy (ties wrong) given all pairwise similarities.</summary>
    /// <param name="similarities">Rows × rows.</param>
    /// <param name="rows">Rows that the triplets name.</param>
    /// <param name="loss">Soft or hard targets.</param>
    public (double Loss, double Accuracy) Evaluate(ReadOnlySpan<double> similarities, int rows, UdLoss loss)
    {
        double total = 0;
        int right = 0;
        Span<double> pairs = stackalloc double[3];
        for (int index = 0; index < Count; index++)
        {
            Triplet t = Triplets[index];
            (pairs[0], pairs[1], pairs[2]) = (similarities[(t.First * rows) + t.Second], similarities[(t.First * rows) + t.OddOneOut], similarities[(t.Second * rows) + t.OddOneOut]);
            right += PairChoice.Of(pairs[0], pairs[1], pairs[2], TieRule.MaximumTieIsWrong) == 0 ? 1 : 0;
            total += UdBatch.LossToGradient(pairs, loss == UdLoss.Soft ? Targets.AsSpan(3 * index, 3) : [1, 0, 0]);
        }

        return (total / Count, right / (double)Count);
    }

    private UdTriplets Select(int[] indices)
    {
        var triplets = new Triplet[indices.Length];
        float[] targets = new float[3 * indices.Length];
        for (int at = 0; at < indices.Length; at++)
        {
            triplets[at] = Triplets[indices[at]];
            Targets.AsSpan(3 * indices[at], 3).CopyTo(targets.AsSpan(3 * at));
        }

        return new UdTriplets(triplets, targets);
    }
}
