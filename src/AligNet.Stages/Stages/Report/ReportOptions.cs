namespace AligNet.Stages.Report;

/// <summary>Options of the report.</summary>
public sealed record ReportOptions : IStageOptions
{
    /// <summary>Heading of the page.</summary>
    public string Title { get; init; } = "AligNet: how human is the student's eye?";

    /// <inheritdoc/>
    public IEnumerable<string> Errors() => [];
}
