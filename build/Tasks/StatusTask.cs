using AligNet.Build.Console;
using AligNet.Build.Inspection;
using AligNet.Pipeline;
using AligNet.Pipeline.Planning;
using Cake.Frosting;

namespace AligNet.Build.Tasks;

[TaskName("Status")]
[TaskDescription("One line a stage: state, age, size, rows, fingerprint, and why it would run")]
public sealed class StatusTask : FrostingTask<PipelineContext>
{
    public override void Run(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<string[]> lines = [];
        foreach (PlanEntry entry in context.Session.Plan([]).Entries)
        {
            ArtifactLocation? artifact = entry.State == PlanState.Unused ? null : context.Session.Current(entry.Node);
            lines.Add(
            [
                TaskGraph.TaskName(entry.Node), Word(entry, artifact),
                artifact is null ? "" : Age(DateTimeOffset.UtcNow - artifact.Manifest.Ended),
                artifact is null ? "" : PlanLine.Size(artifact.Manifest.Outputs.Sum(output => output.Bytes)),
                artifact?.Manifest.Outputs.Sum(output => output.Rows ?? 0) is > 0 and var rows ? rows.ToString("N0") : "",
                artifact?.Manifest.Fingerprint[..12] ?? "",
                entry.State is PlanState.Run or PlanState.MaybeAfter ? entry.Reason + (entry.After.Count > 0 ? $"after {string.Join(", ", entry.After)}" : "") : "",
            ]);
        }

        System.Console.Write(TablePrinter.Plain(new TableText(["stage", "state", "age", "size", "rows", "fingerprint", "why"], lines)));
    }

    private static string Word(PlanEntry entry, ArtifactLocation? artifact) => entry.State switch
    {
        PlanState.HitLocal => artifact is null ? "not stored" : "up to date",
        PlanState.HitRemote => "in cache",
        PlanState.Run => "rerun",
        PlanState.MaybeAfter => "maybe",
        _ => "not in profile",
    };

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };
}
