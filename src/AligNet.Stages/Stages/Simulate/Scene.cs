using AligNet.Numerics;

namespace AligNet.Stages.Simulate;

/// <summary>What one image shares over all its pixels: pose, light, colours and the phases of its patterns.</summary>
internal sealed class Scene
{
    private readonly Rgb _figureBright;
    private readonly Rgb _figureDim;
    private readonly Rgb _backdropBright;
    private readonly Rgb _backdropDim;
    private readonly int _texture;
    private readonly int _backdrop;
    private readonly double _light;
    private readonly double _phaseX;
    private readonly double _phaseY;
    private readonly double _shiftX;
    private readonly double _shiftY;
    private readonly double _cosine;
    private readonly double _sine;

    /// <summary>Draws pose and light; now and then the background is another than the class's usual one.</summary>
    public Scene(Appearance look, SimulateOptions options, Pcg32 random)
    {
        bool stray = random.NextDouble() < options.StrayBackdrop;
        int otherBackdrop = random.NextInt(Appearance.Backdrops.Count);
        int otherColour = random.NextInt(Appearance.Colours.Count);
        (int backdrop, int backdropColour) = stray ? (otherBackdrop, otherColour) : (look.Backdrop, look.BackdropColour);
        double hue = ((double)look.Colour / Appearance.Colours.Count) + (0.02 * random.NextGaussian());
        double backdropHue = ((double)backdropColour / Appearance.Colours.Count) + (0.02 * random.NextGaussian());
        (_texture, _backdrop) = (look.Texture, backdrop);
        (_figureBright, _figureDim) = (Rgb.FromHsv(hue, 0.75, 0.95), Rgb.FromHsv(hue, 0.8, 0.6));
        (_backdropBright, _backdropDim) = (Rgb.FromHsv(backdropHue, 0.45, 0.7), Rgb.FromHsv(backdropHue, 0.55, 0.45));
        _light = 1 + (0.08 * random.NextGaussian());
        (_phaseX, _phaseY) = (random.NextDouble(), random.NextDouble());
        Scale = 0.9 * (1 + (0.06 * random.NextGaussian()));
        (_shiftX, _shiftY) = (0.06 * random.NextGaussian(), 0.06 * random.NextGaussian());
        double turn = 0.1 * random.NextGaussian();
        (_sine, _cosine) = Math.SinCos(turn);
    }

    /// <summary>Size of the figure's frame in units of half the image's side.</summary>
    public double Scale { get; }

    /// <summary>Colour of the line around the figure.</summary>
    public Rgb Outline => Tone(PartTone.Dark);

    /// <summary>From image coordinates (each in [−1, 1]) to the figure's frame.</summary>
    public (double X, double Y) ToFigure(double u, double v)
    {
        (double x, double y) = ((u - _shiftX) / Scale, (v - _shiftY) / Scale);
        return ((_cosine * x) + (_sine * y), (_cosine * y) - (_sine * x));
    }

    /// <summary>Colour of a dark or light part.</summary>
    public Rgb Tone(PartTone tone) => tone == PartTone.Dark ? new Rgb(0.08, 0.08, 0.1) : Lit(new Rgb(0.95, 0.95, 0.92));

    /// <summary>The figure's colour at a point of its frame.</summary>
    public Rgb FigureAt(double x, double y)
    {
        bool dim = _texture switch
        {
            0 => false,
            1 => Odd(y, 0.34, _phaseY),
            2 => Odd(x, 0.34, _phaseX),
            3 => Odd(x + y, 0.5, _phaseX),
            4 => Dotted(x, y),
            _ => Odd(x, 0.5, _phaseX) ^ Odd(y, 0.5, _phaseY),
        };
        return Lit(dim ? _figureDim : _figureBright);
    }

    /// <summary>The background's colour at a point of the image.</summary>
    public Rgb BackdropAt(double u, double v)
    {
        double weight = _backdrop switch
        {
            0 => 0.0,
            1 => (v + 1) / 2,
            2 => v > 0.1 + (0.3 * (_phaseY - 0.5)) ? 1 : 0,
            3 => 0.5 + (0.5 * Math.Sin((4 * u) + (6 * _phaseX) + (2 * Math.Sin((3 * v) + (6 * _phaseY))))),
            4 => Odd(u, 0.4, _phaseX) ? 1 : 0,
            _ => Odd(u, 0.7, _phaseX) ^ Odd(v, 0.7, _phaseY) ? 1 : 0,
        };
        return Lit(Rgb.Mix(_backdropBright, _backdropDim, weight));
    }

    private static bool Odd(double position, double period, double phase)
    {
        double cycles = (position / period) + phase;
        return cycles - Math.Floor(cycles) >= 0.5;
    }

    private bool Dotted(double x, double y)
    {
        double dx = (x / 0.36) + _phaseX;
        double dy = (y / 0.36) + _phaseY;
        (dx, dy) = (dx - Math.Floor(dx) - 0.5, dy - Math.Floor(dy) - 0.5);
        return (dx * dx) + (dy * dy) < 0.1;
    }

    private Rgb Lit(Rgb colour) => new(colour.Red * _light, colour.Green * _light, colour.Blue * _light);
}
