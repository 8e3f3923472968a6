using AligNet.Domain;

namespace AligNet.Torch;

/// <summary>The images and targets of one step of classifier training.</summary>
/// <param name="Pixels">Images × 3 × size × size.</param>
/// <param name="Labels">One class an image; empty without labels.</param>
/// <param name="Answers">Images × questions; empty without answers.</param>
internal sealed record ClassifierBatch(float[] Pixels, long[] Labels, float[] Answers)
{
    /// <summary>Reads the pixels and targets at some positions of the targets.</summary>
    public static ClassifierBatch Read(ClassifierTargets targets, ReadOnlySpan<int> positions, IPixelSource pixels)
    {
        int[] rows = new int[positions.Length];
        long[] labels = new long[targets.Labels is null ? 0 : positions.Length];
        float[] answers = new float[positions.Length * targets.Questions];
        for (int index = 0; index < rows.Length; index++)
        {
            int position = positions[index];
            rows[index] = targets.Rows[position];
            if (targets.Labels is not null)
            {
                labels[index] = targets.Labels[position];
            }

            targets.Answers.AsSpan(position * targets.Questions, targets.Questions).CopyTo(answers.AsSpan(index * targets.Questions));
        }

        float[] values = new float[checked(rows.Length * VisionTransformerConfig.Channels * pixels.ImageSize * pixels.ImageSize)];
        pixels.Fill(rows, values);
        return new ClassifierBatch(values, labels, answers);
    }
}
