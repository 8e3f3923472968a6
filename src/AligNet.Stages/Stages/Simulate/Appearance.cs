using AligNet.Numerics;

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

    private static int[] Levels => [Colours.Count, Textures.Count, Backdrops.Count, Colours.Count];

    /// <summary>Deals out the typical looks of the basic categories: within a superordinate all differ, and every superordinate
    /// gets the same levels in another order, so that looking alike cuts across kinds.</summary>
    internal static Appearance[] DealTypical(int superordinates, int basicsPerSuperordinate, Pcg32 random)
    {
        int[][] columns = [.. Levels.Select(levels => TypicalColumn(levels, superordinates, basicsPerSuperordinate, random))];
        return Join(columns, superordinates * basicsPerSuperordinate);
    }

    /// <summary>Deals out looks to <paramref name="count"/> classes: every colour, texture, background and background colour
    /// comes as often as every other (to within one), in an order that depends on the generator alone.</summary>
    internal static Appearance[] Deal(int count, Pcg32 random)
    {
        int[][] columns = [.. Levels.Select(levels => Column(count, levels, random))];
        return Join(columns, count);
    }

    /// <summary>This look with each of its four parts replaced by the typical one with the given probability.</summary>
    internal Appearance Towards(Appearance typical, double probability, Pcg32 random) => new(
        random.NextDouble() < probability ? typical.Colour : Colour,
        random.NextDouble() < probability ? typical.Texture : Texture,
        random.NextDouble() < probability ? typical.Backdrop : Backdrop,
        random.NextDouble() < probability ? typical.BackdropColour : BackdropColour);

    private static Appearance[] Join(int[][] columns, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new Appearance(columns[0][index], columns[1][index], columns[2][index], columns[3][index]))];

    private static int[] Column(int count, int levels, Pcg32 random)
    {
        // The levels that come once more than the others are drawn, so that no level is favoured over the whole taxonomy.
        int[] order = Shuffled(levels, random);
        int[] column = [.. Enumerable.Range(0, count).Select(index => order[index % levels])];
        random.Shuffle<int>(column);
        return column;
    }

    private static int[] TypicalColumn(int levels, int superordinates, int basicsPerSuperordinate, Pcg32 random)
    {
        int[] chosen = [.. Enumerable.Range(0, basicsPerSuperordinate).Select(basic => basic % levels)];
        int[] order = Shuffled(levels, random);
        var column = new List<int>();
        for (int superordinate = 0; superordinate < superordinates; superordinate++)
        {
            int[] block = [.. chosen.Select(level => order[level])];
            random.Shuffle<int>(block);
            column.AddRange(block);
        }

        return [.. column];
    }

    private static int[] Shuffled(int count, Pcg32 random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(order);
        return order;
    }
}
