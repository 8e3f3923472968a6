using AligNet.Domain;

namespace AligNet.Torch;

/// <summary>The triplets of one step, with each different image once.</summary>
/// <param name="Rows">Different images, ascending.</param>
/// <param name="Pixels">Rows × 3 × size × size.</param>
/// <param name="Members">3 × triplets: positions in <paramref name="Rows"/> of all i, then all j, then all k.</param>
/// <param name="Similarities">Triplets × 3, the teacher's.</param>
internal sealed record TripletBatch(int[] Rows, float[] Pixels, long[] Members, float[] Similarities)
{
    /// <summary>Reads triplets and the pixels of their images.</summary>
    /// <exception cref="StageException">A triplet repeats an image or names one that is not there, or a similarity is not finite.</exception>
    public static TripletBatch Read(ITripletSource triplets, ReadOnlySpan<int> positions, IPixelSource pixels)
    {
        int count = positions.Length;
        var members = new Triplet[count];
        float[] similarities = new float[3 * count];
        var positionOf = new SortedDictionary<int, int>();
        for (int index = 0; index < count; index++)
        {
            Span<float> own = similarities.AsSpan(3 * index, 3);
            Triplet triplet = triplets.Read(positions[index], own);
            Check(triplet, own, positions[index], pixels.Count);
            members[index] = triplet;
            positionOf[triplet.First] = positionOf[triplet.Second] = positionOf[triplet.OddOneOut] = 0;
        }

        int[] rows = [.. positionOf.Keys];
        for (int position = 0; position < rows.Length; position++)
        {
            positionOf[rows[position]] = position;
        }

        long[] indices = new long[3 * count];
        for (int index = 0; index < count; index++)
        {
            for (int member = 0; member < 3; member++)
            {
                indices[(member * count) + index] = positionOf[members[index][member]];
            }
        }

        float[] values = new float[checked(rows.Length * VisionTransformerConfig.Channels * pixels.ImageSize * pixels.ImageSize)];
        pixels.Fill(rows, values);
        return new TripletBatch(rows, values, indices, similarities);
    }

    private static void Check(Triplet triplet, ReadOnlySpan<float> similarities, int position, int images)
    {
        if (!triplet.IsDistinct || Enumerable.Range(0, 3).Any(member => (uint)triplet[member] >= (uint)images))
        {
            throw new StageException($"triplet {position}: found images {triplet.First}, {triplet.Second}, {triplet.OddOneOut}, "
                + $"expected three different ones below {images}. Rebuild the labelled triplets.");
        }

        foreach (float similarity in similarities)
        {
            if (!float.IsFinite(similarity))
            {
                throw new StageException($"triplet {position}: its teacher similarities hold {similarity}, expected finite numbers. Rebuild the labelled triplets.");
            }
        }
    }
}
