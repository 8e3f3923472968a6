using AligNet.Numerics;

namespace AligNet.Imaging.Corruptions;

/// <summary>Draws frost: fern-like crystals that branch at 60°, over an uneven veil of fine ice.</summary>
internal sealed class FrostTexture
{
    // Lengths are pixels at side 224.
    private const int Crystals = 44;
    private const int Generations = 2;
    private const double ShortestCrystal = 40;
    private const double LongestCrystal = 150;
    private const double WidestNeedle = 1.7;
    private const double NarrowestNeedle = 0.7;

    private readonly int _width;
    private readonly int _height;
    private readonly double _scale;
    private readonly float[] _ice;
    private readonly Pcg32 _random;

    private FrostTexture(int width, int height, Pcg32 random)
    {
        (_width, _height, _random, _scale) = (width, height, random, PixelPlanes.ScaleOf(width, height));
        _ice = new float[width * height];
    }

    /// <summary>The thickness of the ice, height × width values from 0 to 1.</summary>
    public static float[] Create(LayerCanvas canvas, CorruptionDraws draws)
    {
        var texture = new FrostTexture(canvas.Width, canvas.Height, draws.Uniform());
        texture.Grow();
        return texture.Finish(PlasmaFractal.CreateFor(canvas.Width, canvas.Height, 1.9, draws.Uniform(1)), draws.Gaussian(canvas.Pixels, 2));
    }

    private void Grow()
    {
        // As many crystals on a square of the shorter side, whatever the shape.
        int count = (int)Math.Round(Crystals * (double)Math.Max(_width, _height) / Math.Min(_width, _height));
        for (int crystal = 0; crystal < count; crystal++)
        {
            double x = Between(-0.1, 1.1) * _width;
            double y = Between(-0.1, 1.1) * _height;
            Needle(x, y, Between(0, 2 * Math.PI), Between(ShortestCrystal, LongestCrystal) * _scale, (float)Between(0.55, 1), Generations);
        }
    }

    // A needle that tapers and bends a little, with pairs of side needles, shorter towards the tip.
    private void Needle(double x, double y, double direction, double length, float brightness, int generations)
    {
        double bend = Between(-0.6, 0.6) / Math.Max(length, 1);
        double step = 0.5 * _scale;
        double next = Between(2, 6) * _scale;
        if (generations == 0 && IsOutside(x, y, length + step))
        {
            // Nothing would show, and needles without side needles draw no further numbers.
            return;
        }

        for (double along = 0; along < length;)
        {
            double left = 1 - (along / length);
            SoftDisc.Draw(_ice, _width, _height, x, y, (NarrowestNeedle + ((WidestNeedle - NarrowestNeedle) * left * generations / Generations)) * _scale, brightness * (float)(0.45 + (0.55 * left)));
            if (generations > 0 && along >= next)
            {
                double side = length * left * Between(0.2, 0.42);
                foreach (int sign in (ReadOnlySpan<int>)[-1, 1])
                {
                    Needle(x, y, direction + (sign * (Math.PI / 3)) + Between(-0.08, 0.08), side, brightness * 0.85f, generations - 1);
                }

                next += Between(4, 8) * _scale;
            }

            along += step;
            if (along >= length)
            {
                // No disc follows that would need a place.
                break;
            }

            (double sin, double cos) = Math.SinCos(direction);
            x += step * cos;
            y += step * sin;
            direction += step * bend;
        }
    }

    // Whether a needle from here, however it bends, leaves the picture as it is.
    private bool IsOutside(double x, double y, double length)
    {
        double reach = length + (WidestNeedle * _scale) + 1;
        return x < -reach || y < -reach || x > _width + reach || y > _height + reach;
    }

    // Crystals stand out from a veil that is denser where the cloud map is, and both glitter.
    private float[] Finish(float[] veil, float[] glitter)
    {
        float[] glow = GaussianFilter.Apply(_ice, _width, _height, 2.5 * _scale);
        float[] ice = new float[_ice.Length];
        for (int index = 0; index < ice.Length; index++)
        {
            float ground = Math.Min(1, (0.45f * veil[index] * veil[index]) + (0.9f * glow[index]));
            float sparkle = 1 + (0.15f * glitter[index]);
            ice[index] = Math.Clamp((ground + ((1 - ground) * _ice[index] * 0.9f)) * sparkle, 0, 1);
        }

        return ice;
    }

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());
}
