using System.Numerics.Tensors;

namespace AligNet.Imaging.Corruptions;

/// <summary>Distance to the nearest marked pixel, in steps of a chess king (1 and 1.4) and of a knight (2.1969): the 5 × 5 mask of
/// G. Borgefors, Distance transformations in digital images (1986), as OpenCV's distanceTransform.</summary>
internal static class ChamferDistance
{
    // As OpenCV, in multiples of 2^-16, so that sums are exact and whole means stay whole.
    private const float Diagonal = 91750f / 65536;
    private const float Knight = 143976f / 65536;

    // Steps to the rows that a pass has done: two back by a knight, one back by all three. The step along the row itself is 1.
    private static readonly (int X, int Rows, float Length)[] Steps =
    [
        (-1, 2, Knight), (1, 2, Knight), (-2, 1, Knight), (-1, 1, Diagonal), (0, 1, 1), (1, 1, Diagonal), (2, 1, Knight),
    ];

    /// <summary>The distances; where nothing is marked, all are <see cref="float.MaxValue"/>.</summary>
    public static float[] To(ReadOnlySpan<bool> marked, int width, int height)
    {
        float[] distances = new float[marked.Length];
        for (int index = 0; index < distances.Length; index++)
        {
            distances[index] = marked[index] ? 0 : float.MaxValue;
        }

        // Down and to the right, then the way back: the smallest of sums does not depend on their order, so whole rows are taken at once.
        float[] sums = new float[width];
        for (int y = 0; y < height; y++)
        {
            Span<float> row = distances.AsSpan(y * width, width);
            RelaxFromRows(distances, row, y, height, -1, sums);
            for (int x = 1; x < width; x++)
            {
                row[x] = Math.Min(row[x], row[x - 1] + 1);
            }
        }

        for (int y = height - 1; y >= 0; y--)
        {
            Span<float> row = distances.AsSpan(y * width, width);
            RelaxFromRows(distances, row, y, height, 1, sums);
            for (int x = width - 2; x >= 0; x--)
            {
                row[x] = Math.Min(row[x], row[x + 1] + 1);
            }
        }

        return distances;
    }

    private static void RelaxFromRows(ReadOnlySpan<float> distances, Span<float> row, int y, int height, int direction, float[] sums)
    {
        foreach ((int x, int rows, float length) in Steps)
        {
            // Columns from first to end have a neighbour x away.
            (int from, int first, int end) = (y + (direction * rows), Math.Max(0, -x), Math.Min(row.Length, row.Length - x));
            if (from >= 0 && from < height && first < end)
            {
                Span<float> sum = sums.AsSpan(0, end - first);
                TensorPrimitives.Add(distances.Slice((from * row.Length) + first + x, end - first), length, sum);
                TensorPrimitives.Min<float>(row[first..end], sum, row[first..end]);
            }
        }
    }
}
