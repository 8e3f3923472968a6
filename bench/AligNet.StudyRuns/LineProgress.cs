using AligNet.Domain;

namespace AligNet.StudyRuns;

/// <summary>Prints a line for every fifth of a phase.</summary>
internal sealed class LineProgress : IStageProgress
{
    public void Report(string phase, long done, long total, string unit, string? detail = null)
    {
        if (total > 0 && done % Math.Max(1, total / 5) == 0)
        {
            Log($"    {phase}: {done}/{total} {unit} {detail}");
        }
    }

    public void Log(string line) => Console.WriteLine(line);
}
