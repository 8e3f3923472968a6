using System.IO;

namespace AligNet.Stages.Report;

/// <summary>One self-contained page: the before/after numbers first, then everything that stands behind them (METHOD section 8). Its bytes
/// depend on the content of its inputs alone; what differs from run to run (fingerprints, options, times) is added to the copy
/// that a command publishes.</summary>
public sealed class ReportStage : Stage<ReportOptions>
{
    /// <inheritdoc/>
    public override string Name => "report";

    /// <inheritdoc/>
    /// <remarks>2: settings without data are named instead of shown as dashes. 3: sections, images, differences between settings. 4: robustness, what the profile
    /// lacks, bounds of ceilings, corrections by task.</remarks>
    /// <inheritdoc/>
    public override IReadOnlyList<string> Outputs => ["report.html"];

    /// <inheritdoc/>
    protected override void Run(StageContext context, ReportOptions options)
    {
        using var data = new ReportData(context, options);
        var page = new ReportPage(options.Title);
        foreach (IReportSection section in ReportSections.All)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress.Report("sections", page.Sections, ReportSections.All.Count, "sections", section.Heading);
            page.Add(section, data);
        }

        File.WriteAllText(context.Output("report.html"), page.ToHtml(data.Thumbnails.Css(options.ThumbnailSize, context.Threads)));
    }
}
