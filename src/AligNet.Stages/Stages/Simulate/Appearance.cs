namespace AligNet.Stages.Simulate;

/// <summary>How the members of a subordinate usually look, assigned without regard to what they are.</summary>
/// <param name="Colour">Index into <see cref="Colours"/>: the figure's hue.</param>
/// <param name="Texture">Index into <see cref="Textures"/>: the figure's pattern.</param>
/// <param name="Backdrop">Index into <see cref="Backdrops"/>: the background's pattern.</param>
/// <param name="BackdropColour">Index into <see cref="Colours"/>: the background's hue.</param>
public readonly record struct Appearance(int Colour, int Texture, int Backdrop, int BackdropColour)
{
    /// <summary>Words for hues, evenly spaced from 0° on.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["red", "amber", "lime", "green", "teal", "blue", "violet", "pink"];

    /// <summary>Words for the figure's pattern.</summary>
    public static IReadOnlyList<string> Textures { get; } = ["plain", "banded", "striped", "slanted", "dotted", "checked"];

    /// <summary>Words for the background's pattern.</summary>
    public static IReadOnlyList<string> Backdrops { get; } = ["wall", "dusk", "horizon", "clouds", "fence", "tiles"];

    /// <summary>Deals out looks to <paramref name="count"/> classes: every colour, texture, background and background colour
    /// comes as often as every other (to within one), in an order that depends on the generator alone.</summary>
    internal static Appearance[] Deal(int count, Numerics.Pcg32 random)
    {
        int[][] columns = [.. new[] { Colours.Count, Textures.Count, Backdrops.Count, Colours.Count }.Select(levels => Column(count, levels, random))];
        return [.. Enumerable.Range(0, count).Select(index => new Appearance(columns[0][index], columns[1][index], columns[2][index], columns[3][index]))];
    }

    private static int[] Column(int count, int levels, Numerics.Pcg32 random)
    {
        // The levels that come once more than the others are drawn, so that no level is favoured over the whole taxonomy.
        int[] order = [.. Enumerable.Range(0, levels)];
        random.Shuffle<int>(order);
        int[] column = [.. Enumerable.Range(0, count).Select(index => order[index % levels])];
        random.Shuffle<int>(column);
        return column;
    }
}
