namespace AligNet.Stages.Simulate;

/// <summary>A colour; each channel in [0, 1].</summary>
internal readonly record struct Rgb(double Red, double Green, double Blue)
{
    /// <summary>From hue (turns), saturation and value, each in [0, 1]; hue wraps.</summary>
    public static Rgb FromHsv(double hue, double saturation, double value)
    {
        double Channel(double offset)
        {
            double k = (offset + (6 * (hue - Math.Floor(hue)))) % 6;
            return value - (value * saturation * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1)));
        }

        return new Rgb(Channel(5), Channel(3), Channel(1));
    }

    /// <summary><paramref name="below"/> where weight is 0, <paramref name="above"/> where it is 1, linear between.</summary>
    public static Rgb Mix(Rgb below, Rgb above, double weight) => new(
        below.Red + (weight * (above.Red - below.Red)),
        below.Green + (weight * (above.Green - below.Green)),
        below.Blue + (weight * (above.Blue - below.Blue)));
}
