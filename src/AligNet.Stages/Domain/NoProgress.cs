namespace AligNet.Domain;

/// <summary>Progress that goes nowhere, for tests and for library callers that want none.</summary>
public sealed class NoProgress : IStageProgress
{
    /// <summary>The one instance.</summary>
    public static NoProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(string phase, long done, long total, string unit, string? detail = null)
    {
    }

    /// <inheritdoc/>
    public void Log(string line)
    {
    }
}
