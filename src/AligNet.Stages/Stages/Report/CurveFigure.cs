namespace AligNet.Stages.Report;

/// <summary>Lines over a common axis: training curves, the elbow.</summary>
internal static class CurveFigure
{
    private const int MostPoints = 400;

    /// <summary>Draws named series.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="alternative">What it says.</param>
    /// <param name="xAxis">Label of the horizontal axis.</param>
    /// <param name="yAxis">Label of the vertical axis.</param>
    /// <param name="series">Name, colour, values; long ones are averaged down to a few hundred points.</param>
    public static Figure Draw(
        string id, string title, string alternative, string xAxis, string yAxis, IReadOnlyList<(string Name, ScottPlot.Color Color, double[] X, double[] Y)> series)
    {
        var figure = new Figure(id, title, alternative);
        foreach ((string name, ScottPlot.Color color, double[] x, double[] y) in series)
        {
            int width = Math.Max(1, x.Length / MostPoints);
            double[][] xs = [.. x.Chunk(width)];
            double[][] ys = [.. y.Chunk(width)];
            var line = figure.Plot.Add.Scatter(xs.Select(chunk => chunk.Average()).ToArray(), ys.Select(chunk => chunk.Average()).ToArray());
            line.LegendText = name;
            line.Color = color;
            line.LineWidth = 2;
            line.MarkerSize = xs.Length > 40 ? 0 : 6;
        }

        figure.Plot.XLabel(xAxis);
        figure.Plot.YLabel(yAxis);
        if (series.Count > 1)
        {
            figure.Plot.ShowLegend(ScottPlot.Alignment.UpperRight);
        }

        return figure;
    }
}
