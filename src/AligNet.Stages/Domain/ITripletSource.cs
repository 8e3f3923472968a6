namespace AligNet.Domain;

/// <summary>Labelled triplets by position: which images, and how similar the teacher finds them.</summary>
public interface ITripletSource
{
    /// <summary>Number of triplets.</summary>
    int Count { get; }

    /// <summary>Reads one triplet.</summary>
    /// <param name="position">In [0, <see cref="Count"/>).</param>
    /// <param name="similarities">Receives the teacher's similarities of the pairs ij, ik, jk.</param>
    /// <returns>Row numbers of the images, odd one last.</returns>
    Triplet Read(int position, Span<float> similarities);
}
