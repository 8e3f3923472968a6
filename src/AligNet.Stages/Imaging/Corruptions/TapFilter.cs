using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AligNet.Imaging.Corruptions;

/// <summary>Filters of one plane by a list of weighted neighbours.</summary>
internal static class TapFilter
{
    // Sums of this many rows and columns stay in registers while all taps pass.
    private const int TileRows = 4;
    private const int TileColumns = 32;

    /// <summary>Each value becomes the weighted sum of its neighbours, added in the order of the taps.</summary>
    /// <param name="plane">height × width values.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="taps">The neighbours.</param>
    /// <param name="edges">What lies outside.</param>
    public static float[] Apply(ReadOnlySpan<float> plane, int width, int height, ReadOnlySpan<Tap> taps, EdgeRule edges)
    {
        float[] result = new float[plane.Length];
        Apply(plane, width, height, taps, edges, result);
        return result;
    }

    /// <summary>The same into given memory, which may be the plane's own.</summary>
    public static void Apply(ReadOnlySpan<float> plane, int width, int height, ReadOnlySpan<Tap> taps, EdgeRule edges, Span<float> result)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(plane.Length, width * height, nameof(plane));
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, width * height, nameof(result));
        (int left, int right, int top, int bottom) = (0, 0, 0, 0);
        foreach (Tap tap in taps)
        {
            (left, right) = (Math.Max(left, -tap.X), Math.Max(right, tap.X));
            (top, bottom) = (Math.Max(top, -tap.Y), Math.Max(bottom, tap.Y));
        }

        // Padding once lets every tap be a sum of whole rows. Tiles that reach over the last row's end read what follows, and do not keep it.
        int stride = left + width + right;
        float[] padded = ArrayPool<float>.Shared.Rent((stride * (top + height + bottom)) + TileColumns);
        int[] columns = [.. Enumerable.Range(-left, stride).Select(x => Index(x, width, edges))];
        for (int y = -top; y < height + bottom; y++)
        {
            ReadOnlySpan<float> row = plane.Slice(Index(y, height, edges) * width, width);
            Span<float> target = padded.AsSpan((y + top) * stride, stride);
            row.CopyTo(target[left..]);
            for (int x = 0; x < left; x++)
            {
                target[x] = row[columns[x]];
            }

            for (int x = left + width; x < stride; x++)
            {
                target[x] = row[columns[x]];
            }
        }

        int[] starts = new int[taps.Length];
        for (int index = 0; index < taps.Length; index++)
        {
            starts[index] = ((top + taps[index].Y) * stride) + left + taps[index].X;
        }

        for (int y = 0; y < height; y += TileRows)
        {
            for (int x = 0; x < width; x += TileColumns)
            {
                AddTile(padded, stride, starts, taps, result, width, height, x, y);
            }
        }

        ArrayPool<float>.Shared.Return(padded);
    }

    /// <summary>The position inside a line of <paramref name="length"/> values that stands for one that may lie outside.</summary>
    public static int Index(int position, int length, EdgeRule edges)
    {
        if (position >= 0 && position < length)
        {
            return position;
        }

        if (edges == EdgeRule.Nearest || length == 1)
        {
            return Math.Clamp(position, 0, length - 1);
        }

        int period = edges == EdgeRule.Reflect ? 2 * length : (2 * length) - 2;
        int inside = ((position % period) + period) % period;
        return inside < length ? inside : edges == EdgeRule.Reflect ? period - 1 - inside : period - inside;
    }

    // Below the last row its sums are made again instead of those of rows that are not there.
    private static void AddTile(
        ReadOnlySpan<float> padded, int stride, ReadOnlySpan<int> starts, ReadOnlySpan<Tap> taps, Span<float> result, int width, int height, int x, int y)
    {
        (int second, int third, int fourth) = (Math.Min(y + 1, height - 1), Math.Min(y + 2, height - 1), Math.Min(y + 3, height - 1));
        ref float first = ref MemoryMarshal.GetReference(padded);
        (nuint row0, nuint row1) = ((nuint)((y * stride) + x), (nuint)((second * stride) + x));
        (nuint row2, nuint row3) = ((nuint)((third * stride) + x), (nuint)((fourth * stride) + x));
        (Vector512<float> a0, Vector512<float> b0, Vector512<float> a1, Vector512<float> b1) = (default, default, default, default);
        (Vector512<float> a2, Vector512<float> b2, Vector512<float> a3, Vector512<float> b3) = (default, default, default, default);
        for (int tap = 0; tap < taps.Length; tap++)
        {
            var weight = Vector512.Create(taps[tap].Weight);
            nuint start = (nuint)starts[tap];
            nuint next = start + 16;
            a0 += Vector512.LoadUnsafe(ref first, row0 + start) * weight;
            b0 += Vector512.LoadUnsafe(ref first, row0 + next) * weight;
            a1 += Vector512.LoadUnsafe(ref first, row1 + start) * weight;
            b1 += Vector512.LoadUnsafe(ref first, row1 + next) * weight;
            a2 += Vector512.LoadUnsafe(ref first, row2 + start) * weight;
            b2 += Vector512.LoadUnsafe(ref first, row2 + next) * weight;
            a3 += Vector512.LoadUnsafe(ref first, row3 + start) * weight;
            b3 += Vector512.LoadUnsafe(ref first, row3 + next) * weight;
        }

        Store(a0, b0, result.Slice(y * width, width)[x..]);
        Store(a1, b1, result.Slice(second * width, width)[x..]);
        Store(a2, b2, result.Slice(third * width, width)[x..]);
        Store(a3, b3, result.Slice(fourth * width, width)[x..]);
    }

    private static void Store(Vector512<float> left, Vector512<float> right, Span<float> target)
    {
        if (target.Length >= TileColumns)
        {
            left.CopyTo(target);
            right.CopyTo(target[16..]);
            return;
        }

        Span<float> line = stackalloc float[TileColumns];
        left.CopyTo(line);
        right.CopyTo(line[16..]);
        line[..target.Length].CopyTo(target);
    }
}
