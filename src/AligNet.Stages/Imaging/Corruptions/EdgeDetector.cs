namespace AligNet.Imaging.Corruptions;

/// <summary>Edges of an 8-bit plane by Canny's method with OpenCV's conventions: Sobel 3 × 3 with repeated edges, magnitude |dx| + |dy|,
/// directions in four sectors, no blur beforehand.</summary>
internal static class EdgeDetector
{
    // tan 22.5°, which parts the sectors.
    private const double Slope = 0.41421356237309503;

    /// <summary>Marks edges.</summary>
    /// <param name="plane">height × width values.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="low">Magnitude above which a ridge counts if it joins a strong one.</param>
    /// <param name="high">Magnitude above which a ridge is strong.</param>
    public static bool[] Find(ReadOnlySpan<byte> plane, int width, int height, int low, int high)
    {
        (int[] dx, int[] dy) = Gradient(plane, width, height);

        // A rim of zeros stands for what lies outside.
        int stride = width + 2;
        int[] magnitudes = new int[stride * (height + 2)];
        for (int y = 0; y < height; y++)
        {
            Span<int> line = magnitudes.AsSpan(((y + 1) * stride) + 1, width);
            for (int x = 0; x < width; x++)
            {
                line[x] = Math.Abs(dx[(y * width) + x]) + Math.Abs(dy[(y * width) + x]);
            }
        }

        bool[] weak = new bool[plane.Length];
        bool[] edges = new bool[plane.Length];
        var open = new Stack<int>();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int index, int here) = ((y * width) + x, ((y + 1) * stride) + x + 1);
                weak[index] = magnitudes[here] > low && IsRidge(here, dx[index], dy[index]);
                if (weak[index] && magnitudes[here] > high)
                {
                    edges[index] = true;
                    open.Push(index);
                }
            }
        }

        while (open.TryPop(out int at))
        {
            for (int y = Math.Max(at / width - 1, 0); y <= Math.Min((at / width) + 1, height - 1); y++)
            {
                for (int x = Math.Max((at % width) - 1, 0); x <= Math.Min((at % width) + 1, width - 1); x++)
                {
                    int next = (y * width) + x;
                    if (weak[next] && !edges[next])
                    {
                        edges[next] = true;
                        open.Push(next);
                    }
                }
            }
        }

        return edges;

        // A ridge is no lower than its neighbours along the gradient; of equal neighbours on an axis one is taken.
        bool IsRidge(int here, int dx, int dy)
        {
            (int across, int down) = (Math.Abs(dx), Math.Abs(dy));
            if (down < across * Slope)
            {
                return magnitudes[here] > magnitudes[here - 1] && magnitudes[here] >= magnitudes[here + 1];
            }

            if (down > across / Slope)
            {
                return magnitudes[here] > magnitudes[here - stride] && magnitudes[here] >= magnitudes[here + stride];
            }

            int side = (dx ^ dy) < 0 ? -1 : 1;
            return magnitudes[here] > magnitudes[here - side - stride] && magnitudes[here] > magnitudes[here + side + stride];
        }
    }

    private static (int[] Dx, int[] Dy) Gradient(ReadOnlySpan<byte> plane, int width, int height)
    {
        (int[] dx, int[] dy) = (new int[plane.Length], new int[plane.Length]);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> above = plane.Slice(Math.Max(y - 1, 0) * width, width);
            ReadOnlySpan<byte> here = plane.Slice(y * width, width);
            ReadOnlySpan<byte> below = plane.Slice(Math.Min(y + 1, height - 1) * width, width);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = (Math.Max(x - 1, 0), Math.Min(x + 1, width - 1));
                dx[(y * width) + x] = above[right] + (2 * here[right]) + below[right] - above[left] - (2 * here[left]) - below[left];
                dy[(y * width) + x] = below[left] + (2 * below[x]) + below[right] - above[left] - (2 * above[x]) - above[right];
            }
        }

        return (dx, dy);
    }
}
