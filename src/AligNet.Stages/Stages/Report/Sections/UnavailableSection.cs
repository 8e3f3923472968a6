using AligNet.Artifacts;

namespace AligNet.Stages.Report.Sections;

/// <summary>What the method evaluates and this profile could not, with the reason.</summary>
internal sealed class UnavailableSection : IReportSection
{
    /// <inheritdoc/>
    public string Id => "unavailable";

    /// <inheritdoc/>
    public string Heading => "What this profile lacks";

    /// <inheritdoc/>
    public void Write(SectionHtml html, ReportData data)
    {
        if (!data.Has("unavailable"))
        {
            html.NotAvailable("The list", "This page was made without evaluate/unavailable.parquet.");
            return;
        }

        Table missing = data.Table("unavailable");
        if (missing.Rows == 0)
        {
            html.Paragraph("Nothing: everything that the method evaluates was measured.");
            return;
        }

        (string[] section, string[] what, string[] reason) = (missing.Get<string>("section"), missing.Get<string>("what"), missing.Get<string>("reason"));
        html.Table(
            "Evaluations of the method without a number here. Keys are explained in docs/data.md and stages/*.toml.", [data.Source("unavailable")], ["Not measured", "Why", "Section of the method"],
            Enumerable.Range(0, missing.Rows).Select(row => (IReadOnlyList<string>)[ReportPage.Text(what[row]), ReportPage.Text(reason[row]), section[row]]), isText: true);
    }
}
