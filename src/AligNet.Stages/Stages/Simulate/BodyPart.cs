namespace AligNet.Stages.Simulate;

/// <summary>A capsule (all points within a radius of a line segment) in the figure's frame: x to the right, y down, the
/// figure within about [−1, 1]. Discs are capsules whose ends coincide.</summary>
internal readonly record struct BodyPart(double X1, double Y1, double X2, double Y2, double Radius, PartTone Tone)
{
    /// <summary>A disc.</summary>
    public static BodyPart Disc(double x, double y, double radius, PartTone tone) => new(x, y, x, y, radius, tone);

    /// <summary>Signed distance of a point from the capsule's edge; below 0 inside.</summary>
    public double Distance(double x, double y)
    {
        double alongX = X2 - X1;
        double alongY = Y2 - Y1;
        double length = (alongX * alongX) + (alongY * alongY);
        double t = length > 0 ? Math.Clamp((((x - X1) * alongX) + ((y - Y1) * alongY)) / length, 0, 1) : 0;
        double dx = x - X1 - (t * alongX);
        double dy = y - Y1 - (t * alongY);
        return Math.Sqrt((dx * dx) + (dy * dy)) - Radius;
    }
}
