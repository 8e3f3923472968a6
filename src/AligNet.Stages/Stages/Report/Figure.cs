using System.Net;
using System.Text.RegularExpressions;
using ScottPlot;

namespace AligNet.Stages.Report;

/// <summary>A ScottPlot figure as SVG that lives inside a page: it scales, takes the page's text colour (light or dark), and has a text
/// alternative.</summary>
internal sealed partial class Figure
{
    /// <summary>Stands for the page's text colour until the SVG is written; no series uses it.</summary>
    private static readonly Color Ink = Color.FromHex("#123457");

    private readonly string _id;

    /// <summary>Starts a figure.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What it shows, in one line.</param>
    /// <param name="alternative">What it says, for those who cannot see it.</param>
    public Figure(string id, string title, string alternative)
    {
        (_id, Title, Alternative) = (id, title, alternative);
        Plot.FigureBackground.Color = Colors.Transparent;
        Plot.DataBackground.Color = Colors.Transparent;
        Plot.Axes.Color(Ink);
        Plot.Grid.MajorLineColor = Ink.WithAlpha(.15);
        Plot.Legend.BackgroundColor = Colors.Transparent;
        Plot.Legend.OutlineColor = Colors.Transparent;
        Plot.Legend.ShadowColor = Colors.Transparent;
        Plot.Legend.FontColor = Ink;
    }

    /// <summary>Colours of the settings, told apart by the colour-blind too (Okabe and Ito, 2008).</summary>
    public static IReadOnlyDictionary<string, Color> SettingColors { get; } = new Dictionary<string, Color>
    {
        ["original"] = Color.FromHex("#999999"),
        ["distillation"] = Color.FromHex("#56B4E9"),
        ["ud"] = Color.FromHex("#E69F00"),
        ["alignet"] = Color.FromHex("#009E73"),
    };

    /// <summary>The plot to draw on.</summary>
    public Plot Plot { get; } = new();

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>What it says.</summary>
    public string Alternative { get; }

    /// <summary>The colour of lines and text.</summary>
    public static Color InkColor => Ink;

    /// <summary>The figure element of a page.</summary>
    public string ToHtml(int width = 760, int height = 380) =>
        $"<figure id=\"{_id}\">{ToSvg(width, height, "")}<figcaption>{WebUtility.HtmlEncode(Title)}</figcaption></figure>";

    /// <summary>A file of its own, dark on light or light on dark as its reader prefers.</summary>
    public string ToFile(int width = 760, int height = 380) => ToSvg(
        width, height, "<style>svg{color:#24292f;font-family:sans-serif}@media(prefers-color-scheme:dark){svg{color:#e6edf3}}</style>");

    private string ToSvg(int width, int height, string style)
    {
        string svg = Plot.GetSvgXml(width, height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].ReplaceLineEndings("\n");
        svg = svg.Replace("\"black\"", "\"currentColor\"", StringComparison.Ordinal).Replace("#123457", "currentColor", StringComparison.OrdinalIgnoreCase);
        svg = FontFamily().Replace(svg, "");

        // Skia numbers clip paths through the whole process; here they are numbered through the figure, so that its bytes repeat.
        Dictionary<string, int> clips = [];
        svg = IdReference().Replace(svg, match =>
        {
            clips.TryAdd(match.Groups[2].Value, clips.Count);
            return $"{match.Groups[1].Value}{_id}-clip-{clips[match.Groups[2].Value]}";
        });
        return Size().Replace(
            svg,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{_id}-t {_id}-d\">"
            + $"<title id=\"{_id}-t\">{WebUtility.HtmlEncode(Title)}</title><desc id=\"{_id}-d\">{WebUtility.HtmlEncode(Alternative)}</desc>{style}",
            1);
    }

    [GeneratedRegex(" font-family=\"[^\"]*\"")]
    private static partial Regex FontFamily();

    [GeneratedRegex("(id=\"|url\\(#)(cl_[0-9a-f]+)")]
    private static partial Regex IdReference();

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex Size();
}
