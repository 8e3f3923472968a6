using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Numerics.Metrics;
using AligNet.Numerics.Projection;
using AligNet.Stages.Evaluate;

namespace AligNet.Stages.Report.Sections;

/// <summary>The representation before and after on a plane: principal components, and TriMap, a non-linear map
/// (METHOD 8.8).</summary>
internal sealed class MapsSection : IReportSection
{
    private static readonly string[] Shown = ["original", "alignet"];

    /// <inheritdoc/>
    public string Id => "maps";

    /// <inheritdoc/>
    public string Heading => "Maps of the representation";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        bool any = Map(html, data, "evaluation", "evaluation images, which no fit saw", "evaluation-images", "label", "id", "evaluation_images.arrow", subject => subject.Evaluation);
        any |= Map(html, data, "objects", "judged objects", "objects", "category", "name", "objects.arrow", subject => subject.Objects);
        if (!any)
        {
            html.NotAvailable("Maps", "The student was not run on images of this profile.");
        }
    }

    private static bool Map(
        SectionHtml html, ReportData data, string name, string what, string input, string category, string label, string list, Func<Subject, Representations> rows)
    {
        Subject[] subjects = [.. data.Subjects.Where(subject => subject.Model == "student" && Shown.Contains(subject.Setting) && rows(subject) is { Rows: > 2, Dim: > 1 })];
        if (subjects.Length == 0 || !data.Has(input))
        {
            return false;
        }

        Table table = data.Table(input);
        var categories = new Categories(table.Get<string>(category));
        string[] names = table.Get<string>(label);
        int[] images = Evenly(table.Rows, data.Options.MapImages);
        html.Heading($"Maps of {what}");
        MapFigure.Add(
            html, $"fig-pca-{name}",
            $"The first two principal components of the student's representation of {table.Rows:N0} {what}{(images.Length < table.Rows ? $", {images.Length} of them drawn" : "")}"
            + (categories.HasMarks ? "." : categories.Names.Count > 0 ? $". The {categories.Names.Count:N0} categories are too many to colour." : ". They have no category to colour by."),
            [data.Source(input), .. subjects.Select(subject => data.Source($"{subject.Setting}/{list}"))],
            images, categories, row => names[row], row => data.ThumbnailClass(input, row), [.. subjects.Select(subject => Components(subject, rows(subject)))]);
        var settings = new TriMapSettings();
        if (images.Length < settings.Inliers + 2)
        {
            html.NotAvailable($"TriMap of {what}", $"It keeps {settings.Inliers} neighbours of each image, and there are {images.Length} images.");
            return true;
        }

        MapFigure.Add(
            html, $"fig-trimap-{name}",
            $"The same {images.Length} images by TriMap, which keeps neighbours together and the arrangement of groups as it is. Axes and their directions mean nothing; maps may be turned or mirrored.",
            [data.Source(input), .. subjects.Select(subject => data.Source($"{subject.Setting}/{list}"))],
            images, categories, row => names[row], row => data.ThumbnailClass(input, row), [.. subjects.Select(subject => NonLinear(subject, rows(subject), images, settings))]);
        return true;
    }

    private static Projection Components(Subject subject, Representations rows)
    {
        PrincipalComponents found = Pca.Fit(rows, 2);
        double[] scores = found.Scores(rows);
        return new Projection(
            $"Student, {MetricFormat.Setting(subject.Setting)}",
            [.. Enumerable.Range(0, rows.Rows).Select(row => scores[row * 2])], [.. Enumerable.Range(0, rows.Rows).Select(row => scores[(row * 2) + 1])],
            $"component 1, {100 * found.ExplainedVarianceRatio[0]:F0} % of the variance", $"component 2, {100 * found.ExplainedVarianceRatio[1]:F0} %");
    }

    /// <summary>A map of the images that are drawn alone: its time grows with their square.</summary>
    private static Projection NonLinear(Subject subject, Representations rows, int[] images, TriMapSettings settings)
    {
        double[] points = TriMap.Fit(rows.Select(images), settings).Points;
        (double[] x, double[] y) = (new double[rows.Rows], new double[rows.Rows]);
        for (int index = 0; index < images.Length; index++)
        {
            (x[images[index]], y[images[index]]) = (points[2 * index], points[(2 * index) + 1]);
        }

        return new Projection($"Student, {MetricFormat.Setting(subject.Setting)}", x, y, "", "");
    }

    /// <summary>At most so many of a list, evenly over it.</summary>
    internal static int[] Evenly(int count, int most) =>
        count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(index => (int)((long)index * count / most))];
}
