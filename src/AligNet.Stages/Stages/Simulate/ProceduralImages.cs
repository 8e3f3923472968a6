using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>Draws images of a simulated world: a figure whose outline and parts show what it is, in a colour and texture and
/// before a background that say nothing about what it is but fill most of the pixels.</summary>
public sealed class ProceduralImages
{
    private readonly ConceptWorld _world;
    private readonly SimulateOptions _options;
    private readonly BodyPlan[] _bodies;

    /// <summary>Prepares the bodies of all classes of a world.</summary>
    public ProceduralImages(ConceptWorld world, SimulateOptions options)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(options);
        (_world, _options) = (world, options);
        _bodies = [.. world.Subordinates.Select(subordinate => world.Bodies[subordinate.Basic].Vary(subordinate.ShapeSeed))];
    }

    /// <summary>One image of a class.</summary>
    /// <param name="subordinate">Which class.</param>
    /// <param name="random">Draws pose, light, stray background and noise; determines the image together with the class.</param>
    /// <returns>RGB bytes, row-major from the top, image size × image size × 3.</returns>
    public byte[] Draw(int subordinate, Pcg32 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Subordinate what = _world.Subordinates[subordinate];
        var scene = new Scene(what.Appearance, _options, random);
        BodyPart[] marks = [.. Enumerable.Range(0, what.Properties.Count).Where(property => what.Properties[property]).SelectMany(BodyPlan.MarkParts)];
        int size = _options.ImageSize;
        byte[] pixels = new byte[size * size * 3];
        double pixel = 2.0 / size;
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                double u = ((column + 0.5) * pixel) - 1;
                double v = ((row + 0.5) * pixel) - 1;
                Rgb colour = Paint(scene, _bodies[subordinate], marks, u, v, pixel);
                Span<byte> target = pixels.AsSpan(((row * size) + column) * 3, 3);
                target[0] = ToByte(colour.Red, random);
                target[1] = ToByte(colour.Green, random);
                target[2] = ToByte(colour.Blue, random);
            }
        }

        return pixels;
    }

    private static Rgb Paint(Scene scene, BodyPlan body, BodyPart[] marks, double u, double v, double pixel)
    {
        (double x, double y) = scene.ToFigure(u, v);
        double edge = pixel / scene.Scale;
        double figure = body.Distance(x, y);
        foreach (BodyPart part in body.Parts)
        {
            if (part.Tone == PartTone.Figure)
            {
                figure = Math.Min(figure, part.Distance(x, y));
            }
        }

        Rgb colour = scene.BackdropAt(u, v);
        colour = Rgb.Mix(colour, scene.Outline, Coverage(figure - edge, edge));
        colour = Rgb.Mix(colour, scene.FigureAt(x, y), Coverage(figure, edge));
        foreach (BodyPart part in body.Parts)
        {
            if (part.Tone != PartTone.Figure)
            {
                colour = Rgb.Mix(colour, scene.Tone(part.Tone), Coverage(part.Distance(x, y), edge));
            }
        }

        foreach (BodyPart mark in marks)
        {
            colour = Rgb.Mix(colour, scene.Tone(mark.Tone), Coverage(mark.Distance(x, y), edge));
        }

        return colour;
    }

    // How much of a pixel lies inside an edge at a signed distance from its centre.
    private static double Coverage(double distance, double pixel) => Math.Clamp(0.5 - (distance / pixel), 0, 1);

    private byte ToByte(double value, Pcg32 random) =>
        (byte)Math.Clamp(Math.Round((255 * value) + (_options.PixelNoise * random.NextGaussian())), 0, 255);
}
