using AligNet.Imaging.Corruptions;

namespace AligNet.Tests.Reference;

/// <summary>The corruptions' kernels pixel by pixel, in the same precision and order of sums, so that results must agree to the bit.</summary>
internal static class ReferenceCorruptionKernels
{
    public static float[] Filter(float[] plane, int width, int height, Tap[] taps, EdgeRule edges)
    {
        float[] result = new float[plane.Length];
        for (int index = 0; index < plane.Length; index++)
        {
            foreach (Tap tap in taps)
            {
                (int x, int y) = (Outside((index % width) + tap.X, width), Outside((index / width) + tap.Y, height));
                float product = plane[(y * width) + x] * tap.Weight;
                result[index] += product;
            }
        }

        return result;

        int Outside(int position, int length) => ReferenceCorruptions.Outside(position, length, edges);
    }

    public static float[] Zoom(float[] plane, int width, int height, double factor)
    {
        float[] result = new float[plane.Length];
        for (int index = 0; index < plane.Length; index++)
        {
            (int left, int right, float across) = Place(index % width, width);
            (int top, int bottom, float down) = Place(index / width, height);
            float above = Between(plane[(top * width) + left], plane[(top * width) + right], across);
            float below = Between(plane[(bottom * width) + left], plane[(bottom * width) + right], across);
            result[index] = Between(above, below, down);
        }

        return result;

        static float Between(float first, float second, float share) => first + (share * (second - first));

        (int Index, int Next, float Share) Place(int position, int length)
        {
            int kept = (int)Math.Ceiling(length / factor);
            int enlarged = (int)Math.Round(kept * factor, MidpointRounding.ToEven);
            double inside = enlarged > 1 ? (double)(position + ((enlarged - length) / 2)) * (kept - 1) / (enlarged - 1) : 0;
            int whole = Math.Min((int)inside, kept - 1);
            int first = (length - kept) / 2;
            return (first + whole, first + Math.Min(whole + 1, kept - 1), (float)(inside - whole));
        }
    }

    public static void Disc(float[] plane, int width, double x, double y, double radius, float brightness)
    {
        for (int index = 0; index < plane.Length; index++)
        {
            (double dx, double dy) = ((index % width) - x, (index / width) - y);
            double share = Math.Clamp(radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1);
            plane[index] = Math.Max(plane[index], brightness * (float)share);
        }
    }

    public static double[] Sums(float[] plane, int width, int height, int[] weights)
    {
        double[] sums = new double[plane.Length];
        for (int index = 0; index < plane.Length; index++)
        {
            for (int tap = 0; tap < 9; tap++)
            {
                int x = ReferenceCorruptions.Outside((index % width) + (tap % 3) - 1, width, EdgeRule.Mirror);
                int y = ReferenceCorruptions.Outside((index / width) + (tap / 3) - 1, height, EdgeRule.Mirror);
                double product = weights[tap] * (double)plane[(y * width) + x];
                sums[index] += product;
            }
        }

        return sums;
    }

    public static float[] Distances(bool[] marked, int width, int height)
    {
        (int X, int Y, float Length)[] steps =
        [
            (-1, -2, 143976f / 65536), (1, -2, 143976f / 65536), (-2, -1, 143976f / 65536), (-1, -1, 91750f / 65536),
            (0, -1, 1), (1, -1, 91750f / 65536), (2, -1, 143976f / 65536), (-1, 0, 1),
        ];
        float[] distances = [.. marked.Select(isMarked => isMarked ? 0 : float.MaxValue)];
        foreach (int direction in new[] { 1, -1 })
        {
            for (int at = 0; at < marked.Length; at++)
            {
                int index = direction > 0 ? at : marked.Length - 1 - at;
                foreach ((int stepX, int stepY, float length) in steps)
                {
                    (int x, int y) = ((index % width) + (direction * stepX), (index / width) + (direction * stepY));
                    if (x >= 0 && y >= 0 && x < width && y < height)
                    {
                        distances[index] = Math.Min(distances[index], distances[(y * width) + x] + length);
                    }
                }
            }
        }

        return distances;
    }

    /// <summary>Canny's edges with thresholds 50 and 150, strong ridges spread until nothing changes.</summary>
    public static bool[] Edges(byte[] plane, int width, int height)
    {
        bool[] ridges = [.. Enumerable.Range(0, plane.Length).Select(index => IsRidge(index % width, index / width))];
        bool[] edges = [.. ridges.Select((isRidge, index) => isRidge && Magnitude(index % width, index / width) > 150)];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int index = 0; index < plane.Length; index++)
            {
                if (ridges[index] && !edges[index] && Around(index).Any(other => edges[other]))
                {
                    (edges[index], changed) = (true, true);
                }
            }
        }

        return edges;

        int At(int x, int y) => plane[(Math.Clamp(y, 0, height - 1) * width) + Math.Clamp(x, 0, width - 1)];

        (int Dx, int Dy) Gradient(int x, int y) => (
            At(x + 1, y - 1) + (2 * At(x + 1, y)) + At(x + 1, y + 1) - At(x - 1, y - 1) - (2 * At(x - 1, y)) - At(x - 1, y + 1),
            At(x - 1, y + 1) + (2 * At(x, y + 1)) + At(x + 1, y + 1) - At(x - 1, y - 1) - (2 * At(x, y - 1)) - At(x + 1, y - 1));

        int Magnitude(int x, int y)
        {
            (int dx, int dy) = Gradient(x, y);
            return x < 0 || y < 0 || x >= width || y >= height ? 0 : Math.Abs(dx) + Math.Abs(dy);
        }

        bool IsRidge(int x, int y)
        {
            (int dx, int dy) = Gradient(x, y);
            int here = Magnitude(x, y);
            double slope = Math.Abs(dy) / Math.Max(Math.Abs((double)dx), 1e-9);
            int side = (dx < 0) != (dy < 0) ? -1 : 1;
            return here > 50 && (slope < Math.Sqrt(2) - 1 ? here > Magnitude(x - 1, y) && here >= Magnitude(x + 1, y)
                : slope > Math.Sqrt(2) + 1 ? here > Magnitude(x, y - 1) && here >= Magnitude(x, y + 1)
                : here > Magnitude(x - side, y - 1) && here > Magnitude(x + side, y + 1));
        }

        IEnumerable<int> Around(int index) =>
            from y in Enumerable.Range((index / width) - 1, 3)
            from x in Enumerable.Range((index % width) - 1, 3)
            where x >= 0 && y >= 0 && x < width && y < height
            select (y * width) + x;
    }
}
