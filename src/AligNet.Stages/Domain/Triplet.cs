namespace AligNet.Domain;

/// <summary>An odd-one-out triplet of row indices: the first two are the pair judged most similar, the third the odd one.</summary>
/// <param name="First">Row index of one image of the similar pair.</param>
/// <param name="Second">Row index of the other image of the similar pair.</param>
/// <param name="OddOneOut">Row index of the image outside the pair.</param>
/// <remarks>Pairs of a triplet (i, j, k) are always ordered ij, ik, jk, so pair 0 is the human choice.</remarks>
public readonly record struct Triplet(int First, int Second, int OddOneOut)
{
    /// <summary>The row index at a position: 0 first, 1 second, 2 odd one out.</summary>
    public int this[int position] => position switch
    {
        0 => First,
        1 => Second,
        2 => OddOneOut,
        _ => throw new ArgumentOutOfRangeException(nameof(position), position, "A triplet has the positions 0, 1 and 2."),
    };

    /// <summary>Whether the three rows differ, as a triplet's must.</summary>
    public bool IsDistinct => First != Second && First != OddOneOut && Second != OddOneOut;
}
