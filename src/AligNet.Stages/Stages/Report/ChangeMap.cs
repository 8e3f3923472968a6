using AligNet.Stages.Simulate;

namespace AligNet.Stages.Report;

/// <summary>A square matrix of changes as a picture: blue below 0, red above, white at 0, on one scale for all panels of a figure; grey where there is no value.</summary>
internal static class ChangeMap
{
    private const double Side = 258, Left = 90, Top = 22;

    /// <summary>Cells a side at most; larger matrices are averaged, since single cells would not be seen and make the page large.</summary>
    internal const int MostCells = 128;

    private static readonly (int R, int G, int B) Below = (33, 102, 172), Middle = (247, 247, 247), Above = (178, 24, 43), Missing = (150, 150, 150);

    /// <summary>Draws a panel.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="groups">Group of each category; categories of a group are neighbours.</param>
    /// <param name="matrix">Categories × categories, row-major; NaN where there is no value.</param>
    /// <param name="reach">Value of the strongest red; its opposite is the strongest blue.</param>
    public static string Draw(string id, string title, IReadOnlyList<string> groups, double[] matrix, double reach)
    {
        var panel = new SvgPanel(id, title, Left + Side, Top + Side + 4);
        panel.Text(0, 13, title, style: "b")
            .Raw($"<image x=\"{SvgPanel.At(Left)}\" y=\"{SvgPanel.At(Top)}\" width=\"{SvgPanel.At(Side)}\" height=\"{SvgPanel.At(Side)}\" preserveAspectRatio=\"none\" style=\"image-rendering:{(groups.Count < Side ? "pixelated" : "auto")}\" href=\"{DataUri(matrix, groups.Count, reach)}\"/>");
        double cell = Side / groups.Count, lowest = double.NegativeInfinity;
        foreach ((string group, int start, int length) in Runs(groups))
        {
            double y = Top + (start * cell), middle = Top + ((start + (length / 2.0)) * cell);
            panel.Line(Left - 5, y, Left, y, "ax");
            if (middle - lowest >= 13)
            {
                panel.Text(Left - 7, middle + 4, SvgPanel.Fit(group, Left - 8), "end", "q");
                lowest = middle;
            }
        }

        (double inside, double between) = (Mean(groups, matrix, isSame: true), Mean(groups, matrix, isSame: false));
        return panel.ToSvg($"{groups.Count} categories in {groups.Distinct().Count()} groups. Mean of the entries {MetricFormat.Signed(inside, 2)} inside groups, {MetricFormat.Signed(between, 2)} between.");
    }

    /// <summary>The colours of the scale from the lowest to the highest value, as stops of a gradient.</summary>
    public static string GradientStops() => string.Concat(new[] { Below, Middle, Above }.Select((colour, index) => $"<stop offset=\"{index / 2.0:0.#}\" stop-color=\"rgb({colour.R},{colour.G},{colour.B})\"/>"));

    /// <summary>The picture as a data URI, PNG.</summary>
    internal static string DataUri(double[] matrix, int count, double reach)
    {
        int cells = Math.Min(count, MostCells);
        byte[] pixels = new byte[cells * cells * 3];
        for (int row = 0; row < cells; row++)
        {
            for (int column = 0; column < cells; column++)
            {
                (int red, int green, int blue) = Colour(Mean(matrix, count, Span(row), Span(column)), reach);
                int at = ((row * cells) + column) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)red, (byte)green, (byte)blue);
            }
        }

        return $"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(pixels, cells, cells))}";

        (int From, int To) Span(int cell) => ((int)((long)cell * count / cells), (int)((long)(cell + 1) * count / cells));
    }

    /// <summary>Mean of the entries of a block that have a value; NaN when none has.</summary>
    private static double Mean(double[] matrix, int count, (int From, int To) rows, (int From, int To) columns)
    {
        (double sum, int known) = (0, 0);
        for (int row = rows.From; row < rows.To; row++)
        {
            for (int column = columns.From; column < columns.To; column++)
            {
                double value = matrix[(row * count) + column];
                (sum, known) = double.IsNaN(value) ? (sum, known) : (sum + value, known + 1);
            }
        }

        return known > 0 ? sum / known : double.NaN;
    }

    private static (int R, int G, int B) Colour(double value, double reach)
    {
        if (double.IsNaN(value))
        {
            return Missing;
        }

        double part = Math.Clamp(Math.Abs(value) / reach, 0, 1);
        (int R, int G, int B) end = value < 0 ? Below : Above;
        return (Mix(Middle.R, end.R), Mix(Middle.G, end.G), Mix(Middle.B, end.B));

        int Mix(int from, int to) => (int)Math.Round(from + ((to - from) * part));
    }

    private static double Mean(IReadOnlyList<string> groups, double[] matrix, bool isSame)
    {
        double[] values = [.. matrix.Where((value, entry) => !double.IsNaN(value) && groups[entry / groups.Count] == groups[entry % groups.Count] == isSame)];
        return values.Length > 0 ? values.Average() : double.NaN;
    }

    private static IEnumerable<(string Group, int Start, int Length)> Runs(IReadOnlyList<string> groups)
    {
        for (int start = 0; start < groups.Count;)
        {
            int end = start;
            while (end < groups.Count && groups[end] == groups[start])
            {
                end++;
            }

            yield return (groups[start], start, end - start);
            start = end;
        }
    }
}
