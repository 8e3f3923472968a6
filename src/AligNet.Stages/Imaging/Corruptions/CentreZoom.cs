using System.Numerics.Tensors;

namespace AligNet.Imaging.Corruptions;

/// <summary>Magnifies the middle of a plane to the plane's own size, by linear interpolation between the centres of the outermost pixels.</summary>
internal static class CentreZoom
{
    /// <summary>The magnified plane.</summary>
    /// <param name="plane">height × width values.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="factor">1 or more.</param>
    public static float[] Apply(ReadOnlySpan<float> plane, int width, int height, double factor)
    {
        (int Index, int Next, float Share)[] columns = Line(width, factor);
        (int Index, int Next, float Share)[] rows = Line(height, factor);
        float[] result = new float[plane.Length];

        // A magnified line serves all rows between the same two lines of the plane, and as the upper one of the rows that follow.
        (float[] above, float[] below, int aboveRow, int belowRow) = (new float[width], new float[width], -1, -1);
        for (int y = 0; y < height; y++)
        {
            if (rows[y].Index == belowRow)
            {
                (above, below, aboveRow, belowRow) = (below, above, belowRow, aboveRow);
            }

            aboveRow = Magnify(plane, rows[y].Index, aboveRow, columns, above);
            belowRow = Magnify(plane, rows[y].Next, belowRow, columns, below);
            Span<float> line = result.AsSpan(y * width, width);
            TensorPrimitives.Subtract(below, above, line);
            TensorPrimitives.MultiplyAdd(line, rows[y].Share, above, line);
        }

        return result;
    }

    // Returns the row that the line holds now; nothing is done if it was that already.
    private static int Magnify(ReadOnlySpan<float> plane, int row, int held, (int Index, int Next, float Share)[] columns, float[] line)
    {
        if (row != held)
        {
            ReadOnlySpan<float> source = plane.Slice(row * line.Length, line.Length);
            for (int x = 0; x < line.Length; x++)
            {
                (int index, int next, float share) = columns[x];
                line[x] = source[index] + (share * (source[next] - source[index]));
            }
        }

        return row;
    }

    // The benchmark cuts out ⌈n / factor⌉ positions, enlarges them by SciPy's zoom, whose first and last positions stay in place, and cuts the result to n.
    private static (int Index, int Next, float Share)[] Line(int length, double factor)
    {
        int kept = (int)Math.Ceiling(length / factor);
        int first = (length - kept) / 2;
        int enlarged = (int)Math.Round(kept * factor, MidpointRounding.ToEven);
        int cut = (enlarged - length) / 2;
        var line = new (int, int, float)[length];
        for (int index = 0; index < length; index++)
        {
            double position = enlarged > 1 ? (double)(index + cut) * (kept - 1) / (enlarged - 1) : 0;
            int whole = Math.Min((int)position, kept - 1);
            line[index] = (first + whole, first + Math.Min(whole + 1, kept - 1), (float)(position - whole));
        }

        return line;
    }
}
