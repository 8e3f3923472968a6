namespace AligNet.Domain;

/// <summary>Labelled triplets held in memory: 24 bytes each.</summary>
public sealed class LabelledTriplets : ITripletSource
{
    private readonly Triplet[] _triplets;
    private readonly float[] _similarities;

    /// <summary>Wraps arrays; they are not copied.</summary>
    /// <param name="triplets">Row numbers of images, odd one last.</param>
    /// <param name="similarities">Three a triplet: ij, ik, jk.</param>
    /// <exception cref="ArgumentException">There are not three similarities a triplet.</exception>
    public LabelledTriplets(Triplet[] triplets, float[] similarities)
    {
        ArgumentNullException.ThrowIfNull(triplets);
        ArgumentNullException.ThrowIfNull(similarities);
        if (similarities.LongLength != 3L * triplets.LongLength)
        {
            throw new ArgumentException($"{triplets.Length} triplets need {3L * triplets.Length} similarities, got {similarities.Length}.", nameof(similarities));
        }

        (_triplets, _similarities) = (triplets, similarities);
    }

    /// <inheritdoc/>
    public int Count => _triplets.Length;

    /// <inheritdoc/>
    public Triplet Read(int position, Span<float> similarities)
    {
        _similarities.AsSpan(3 * position, 3).CopyTo(similarities);
        return _triplets[position];
    }
}
