using System.Runtime.Intrinsics;

namespace AligNet.Imaging.Corruptions;

/// <summary>Draws discs with a soft rim; where discs overlap the brightest shows.</summary>
internal static class SoftDisc
{
    // Pixels side by side that are drawn at once; two rows of them fill a vector of float32.
    private const int Columns = 4;

    /// <summary>Draws one: its brightness where the distance from the centre is below radius − ½, falling linearly to 0 at radius + ½.</summary>
    /// <param name="plane">height × width values, 0 or more.</param>
    /// <param name="width">Width, at least 4.</param>
    /// <param name="height">Height.</param>
    /// <param name="x">Column of the centre.</param>
    /// <param name="y">Row of the centre.</param>
    /// <param name="radius">Radius, pixels.</param>
    /// <param name="brightness">0 or more.</param>
    public static void Draw(float[] plane, int width, int height, double x, double y, double radius, float brightness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Columns);
        double reach = radius + 0.5;
        (int left, int right) = (Math.Max(0, (int)Math.Ceiling(x - reach)), Math.Min(width - 1, (int)Math.Floor(x + reach)));
        (int top, int bottom) = (Math.Max(0, (int)Math.Ceiling(y - reach)), Math.Min(height - 1, (int)Math.Floor(y + reach)));
        for (int column = left; column <= right; column += Columns)
        {
            // Pixels beyond the disc get nothing, and drawing one twice changes nothing: neither columns nor rows need whole steps.
            int start = Math.Min(column, width - Columns);
            Vector256<double> across = Vector256.Create((double)start) + Vector256.Create(0.0, 1, 2, 3) - Vector256.Create(x);
            across *= across;
            for (int row = top; row <= bottom; row += 2)
            {
                int next = Math.Min(row + 1, bottom);
                Vector256<float> shown = Vector256.Create(brightness) * Vector256.Narrow(Share(across, row - y, reach), Share(across, next - y, reach));
                Raise(plane.AsSpan((row * width) + start, Columns), shown.GetLower());
                Raise(plane.AsSpan((next * width) + start, Columns), shown.GetUpper());
            }
        }
    }

    // Of the brightness, by squared distances across and the distance down.
    private static Vector256<double> Share(Vector256<double> across, double down, double reach) => Vector256.MinNative(
        Vector256.MaxNative(Vector256.Create(reach) - Vector256.Sqrt(across + Vector256.Create(down * down)), Vector256<double>.Zero), Vector256<double>.One);

    private static void Raise(Span<float> pixels, Vector128<float> shown) => Vector128.MaxNative(Vector128.Create<float>(pixels), shown).CopyTo(pixels);
}
